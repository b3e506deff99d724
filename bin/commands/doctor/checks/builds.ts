import { type Finding, fine, toDo, wrong } from '../finding';
import type { AccountView } from '../ports';

/** Machines of the builds, as Service Quotas names them. */
const MACHINES = ['Linux/Small', 'Linux/Medium'];

/** The smoke test and the protection of stacks start together. A pull request is built beside a release. */
const ENOUGH = 2;

/** Whether the builds of a release may run: a new account may run one at a time, or none. */
export async function checkBuilds(account: AccountView): Promise<Finding[]> {
  const most = await account.buildsAtOnce();
  const known = MACHINES.map((machine) => ({ machine, most: most?.get(machine) })).filter(
    (one): one is { machine: string; most: number } => one.most !== undefined,
  );
  if (known.length === 0) return [];
  const least = Math.min(...known.map((one) => one.most));
  const says = `builds that can run at once: ${known.map((one) => `${one.most} on ${one.machine}`).join(', ')}`;
  if (least >= ENOUGH) return [fine(says)];
  const remedy =
    `Service Quotas > AWS CodeBuild > "Concurrently running builds" for ${MACHINES.join(' and ')} > Request increase, to ` +
    `${ENOUGH} or more. AWS answers within days.`;
  return [
    least < 1
      ? wrong(`${says}: no release can be built`, remedy)
      : toDo(`${says}: a release starts two, and one may fail and need a retry`, remedy),
  ];
}
