import { type Finding, fine, toDo, wrong } from '../finding';
import type { AccountView, ExaminedStack } from '../ports';
import { isUsable, ROLLED_BACK } from './stack-state';

export interface PlacedStack {
  readonly name: string;
  readonly region: string;
}

/** The state of each stack by its name, and the findings. */
export async function checkStacks(
  stacks: readonly PlacedStack[],
  howToDeploy: string,
  account: AccountView,
): Promise<{ found: ReadonlyMap<string, ExaminedStack>; findings: Finding[] }> {
  const found = new Map<string, ExaminedStack>();
  for (const { name, region } of stacks) {
    const state = await account.stack(name, region);
    if (state !== undefined) found.set(name, state);
  }
  const missing = stacks.map(({ name }) => name).filter((name) => !found.has(name));
  const broken = [...found].filter(([, stack]) => !isUsable(stack));
  const rolledBack = [...found].filter(([, { status }]) => status === ROLLED_BACK);
  const findings = [
    ...(missing.length === 0 ? [] : [toDo(`not deployed: ${missing.join(', ')}`, howToDeploy)]),
    ...broken.map(([name, { status }]) =>
      wrong(
        `stack ${name} is ${status}`,
        status.endsWith('_IN_PROGRESS')
          ? 'A release is under way: wait for it, and ask again.'
          : 'Its events in the CloudFormation console say why.',
      ),
    ),
    ...rolledBack.map(([name]) =>
      wrong(
        `stack ${name} was rolled back to its last working state`,
        'The last release failed: the events of the stack say why. Push the fix.',
      ),
    ),
  ];
  return {
    found,
    findings: findings.length > 0 ? findings : [fine(`deployed: ${[...found.keys()].join(', ')}`)],
  };
}
