import type { Links } from '../../../../rehearsal/app';
import type { Cloud } from '../../../../rehearsal/emulator/cloud';
import { toLocal } from '../../../../rehearsal/emulator/coverage';
import { actionsOf } from '../../../../rehearsal/plan/stage';
import type { Plan } from '../../../../rehearsal/plan/plan';
import { stackOutput } from './stack-output';

/** Variables of smoke tests: see the contact form's contract. */
const CONTACT_PAGE = 'CONTACT_PAGE_URL';
const CONTACT_API = 'CONTACT_API_URL';

/**
 * The contact page and the API that the pipeline delivered last, and how to list the API's submissions. The
 * addresses come from the outputs that the pipeline passes to a smoke test.
 */
export async function deliveredAddresses(plan: Plan, cloud: Cloud): Promise<Links> {
  const [page, api] = await Promise.all([
    lastOf(CONTACT_PAGE, plan, cloud),
    lastOf(CONTACT_API, plan, cloud),
  ]);
  return {
    endpoints: [
      ...(page ? [{ name: 'contact page', ...page }] : []),
      ...(api ? [{ name: 'contact API', ...api }] : []),
    ],
    commands: api
      ? { submissions: `npx waypost submissions list ${api.environment} --rehearsal` }
      : {},
  };
}

async function lastOf(
  variable: string,
  plan: Plan,
  cloud: Cloud,
): Promise<{ readonly address: string; readonly environment: string } | undefined> {
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
    const value = await stackOutput(stack, output, cloud);
    if (value === undefined) continue;
    return { address: toLocal(value, await cloud.emulator.endpoints()), environment: stack.stage };
  }
  return undefined;
}
