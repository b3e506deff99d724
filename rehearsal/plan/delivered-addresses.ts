import { accountCredentials, type Cloud } from '../emulator/cloud';
import { toLocal } from '../emulator/coverage';
import { actionsOf } from './stage';
import type { CloudFormationAction, Plan } from './plan';
import { describeStack } from '../../lambdas/shared/describe-stack';

/** Variables of smoke tests: see the contact form's contract. */
const CONTACT_PAGE = 'CONTACT_PAGE_URL';
const CONTACT_API = 'CONTACT_API_URL';

export interface DeliveredAddresses {
  readonly contactPage: string | null;
  readonly contactApi: string | null;
  /** Environment of the API, and so of its submissions. */
  readonly environment: string | null;
}

/**
 * Local addresses of the contact page and the API that the pipeline delivered last. They come from the
 * outputs that the pipeline passes to a smoke test.
 */
export async function deliveredAddresses(plan: Plan, cloud: Cloud): Promise<DeliveredAddresses> {
  const [contactPage, contactApi] = await Promise.all([
    lastOf(CONTACT_PAGE, plan, cloud),
    lastOf(CONTACT_API, plan, cloud),
  ]);
  return {
    contactPage: contactPage?.address ?? null,
    contactApi: contactApi?.address ?? null,
    environment: contactApi?.stage ?? null,
  };
}

async function lastOf(
  variable: string,
  plan: Plan,
  cloud: Cloud,
): Promise<{ readonly address: string; readonly stage: string } | undefined> {
  const actions = actionsOf(plan);
  const references = actions
    .filter((action) => action.provider === 'CodeBuild')
    .flatMap(({ environment }) => environment.filter(({ name }) => name === variable))
    .flatMap(({ value }) => {
      const [, namespace, output] = /^#\{([^.]+)\.([^}]+)\}$/.exec(value) ?? [];
      const stack = actions
        .filter((action) => action.provider === 'CloudFormation')
        .find((action) => action.namespace === namespace);
      return stack && output !== undefined ? [{ stack, output }] : [];
    });
  for (const { stack, output } of references.reverse()) {
    const value = await outputOf(stack, output, cloud);
    if (value === undefined) continue;
    return { address: toLocal(value, await cloud.emulator.endpoints()), stage: stack.stage };
  }
  return undefined;
}

async function outputOf(
  { account, region, stackName }: CloudFormationAction,
  output: string,
  cloud: Cloud,
): Promise<string | undefined> {
  const client = cloud.cloudFormation(accountCredentials(account), region);
  // Without a stack, it is not delivered yet.
  const stack = await describeStack(client, stackName);
  return stack?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
}
