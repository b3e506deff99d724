import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../../../../lib/config/accounts';
import { BOOTSTRAP_RECORD, type BootstrapRecord } from '../../../../lib/security/bootstrap-record';
import { TOOLKIT_STACK } from '../../terminal/aws-account';
import { type Finding, fine, toDo, wrong } from '../finding';
import type { AccountView, ExaminedStack } from '../ports';
import { isUsable } from './stack-state';

/** CDK Pipelines needs this version in every account that it deploys to. */
const OLDEST_VERSION = 6;
const EVERYTHING = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** Template of the stack that `waypost bootstrap` deploys for these types of resources. */
export type BootstrapTemplate = (types: readonly string[]) => Promise<object>;

/** Whether the pipeline may deploy to an account, and CloudFormation's role there may do no more than agreed. */
export async function checkBootstrap(account: Account, view: AccountView): Promise<Finding[]> {
  const { name, regions, trusted } = account;
  const again = `npx waypost bootstrap ${name}`;
  const toolkits = await Promise.all(
    regions.map(async (region) => ({ region, stack: await view.stack(TOOLKIT_STACK, region) })),
  );
  const missing = toolkits.filter(({ stack }) => stack === undefined || !isUsable(stack));
  if (missing.length > 0) {
    return [wrong(`not bootstrapped in ${regionsOf(missing)}`, again)];
  }
  const usable = toolkits as { region: string; stack: ExaminedStack }[];
  const findings = faultsOf(trusted).flatMap(({ has, says }) => {
    const found = usable.filter(({ stack }) => has(stack));
    return found.length === 0 ? [] : [wrong(says(regionsOf(found)), again)];
  });
  if (findings.length > 0) return findings;
  const version = Math.min(...usable.map(({ stack }) => versionOf(stack)));
  return [fine(`bootstrapped in ${regionsOf(usable)}, version ${version}`)];
}

interface BootstrapFault {
  readonly has: (stack: ExaminedStack) => boolean;
  readonly says: (regions: string) => string;
}

/** @param trusted the account of the pipeline; unset for that account itself */
function faultsOf(trusted: string | undefined): BootstrapFault[] {
  return [
    {
      has: (stack) => versionOf(stack) < OLDEST_VERSION,
      says: (regions) =>
        `the bootstrap in ${regions} is older than version ${OLDEST_VERSION}, which the pipeline needs`,
    },
    {
      has: (stack) => trusted !== undefined && !listOf(stack, 'TrustedAccounts').includes(trusted),
      says: (regions) =>
        `the bootstrap in ${regions} does not trust account ${String(trusted)}, which holds the pipeline`,
    },
    {
      has: (stack) => listOf(stack, 'CloudFormationExecutionPolicies').includes(EVERYTHING),
      says: (regions) =>
        `CloudFormation may do everything in ${regions}: its role has AdministratorAccess`,
    },
  ];
}

/** Whether the policies in the account match the repository's record. */
export async function checkPolicies(
  account: Account,
  stack: string,
  record: BootstrapRecord,
  expected: BootstrapTemplate,
  view: AccountView,
): Promise<Finding[]> {
  const again = [`npx waypost bootstrap ${account.name}`, `and commit ${BOOTSTRAP_RECORD}`];
  const recorded = record[account.name];
  if (recorded?.account !== account.account) {
    const who = recorded === undefined ? 'nothing' : `account ${recorded.account}`;
    return [
      toDo(`${BOOTSTRAP_RECORD} has ${who} for ${account.name}, not ${account.account}`, ...again),
    ];
  }
  const deployed = resourcesOf((await view.template(stack, account.region)) ?? {});
  const wanted = resourcesOf(await expected(Object.keys(recorded.types)));
  const names = new Set([...Object.keys(deployed), ...Object.keys(wanted)]);
  const different = [...names].filter((id) => !isDeepStrictEqual(deployed[id], wanted[id]));
  if (different.length === 0) return [fine(`its policies match ${BOOTSTRAP_RECORD}`)];
  return [
    wrong(
      `stack ${stack} does not match ${BOOTSTRAP_RECORD}: ${different.join(', ')} ${different.length === 1 ? 'differs' : 'differ'}`,
      ...again,
    ),
  ];
}

function resourcesOf(template: { readonly Resources?: object }): Record<string, unknown> {
  return { ...template.Resources };
}

function versionOf({ outputs }: ExaminedStack): number {
  return Number(outputs['BootstrapVersion'] ?? 0);
}

function listOf({ parameters }: ExaminedStack, name: string): string[] {
  return (parameters[name] ?? '').split(',');
}

function regionsOf(toolkits: readonly { readonly region: string }[]): string {
  return toolkits.map(({ region }) => region).join(' and ');
}
