import { simulate } from '../helpers/simulate';
import type { Call } from './calls';
import type { Grant, GrantedRole, Statement } from './grants';
import type { ReviewedGrants } from './reviews/review';
import { concrete } from './symbols';

/** Recorded calls that the policies of their role allow in no environment, one line each. */
export async function refusedCalls(
  calls: readonly Call[],
  roles: readonly GrantedRole[],
): Promise<string[]> {
  const lines = await Promise.all(
    calls.map(async (call) => {
      const verdicts = await Promise.all(
        roles
          .filter(({ role }) => role === call.role)
          .map(({ statements }) => isAllowed(call, statements)),
      );
      return verdicts.includes(true) ? [] : [`${call.role}: ${call.action} on ${call.resource}`];
    }),
  );
  return lines.flat();
}

/** Grants that no recorded call uses, or that reach further than one, unless reviewed. */
export async function excessGrants(
  grants: readonly Grant[],
  calls: readonly Call[],
  reviewed: readonly ReviewedGrants[],
): Promise<string[]> {
  const excuses = (why: ReviewedGrants['why'], grant: Grant) =>
    reviewed.some((review) => review.why === why && covers(review, grant));
  const lines = await Promise.all(
    grants.map(async (grant) => {
      if (excuses('unrecorded', grant)) return [];
      if (!(await isUsed(grant, calls))) return [`unused: ${textOf(grant)}`];
      return textOf(grant).includes('*') && !excuses('wide', grant)
        ? [`wide: ${textOf(grant)}`]
        : [];
    }),
  );
  return lines.flat();
}

/** What reviews excuse and nobody is granted, one line each. */
export function deadReviews(
  reviewed: readonly ReviewedGrants[],
  grants: readonly Grant[],
): string[] {
  return reviewed.flatMap(({ roles, grants: excused }) =>
    excused.flatMap(([on, actions]) =>
      actions
        .filter((action) => {
          const isIt = (one: Grant) => one.action === action && isOn(on, one.resource);
          return !grants.some((one) => roles.test(one.role) && isIt(one));
        })
        .map((action) => `${roles.source}: ${action} on ${String(on)}`),
    ),
  );
}

function covers({ roles, grants }: ReviewedGrants, { role, action, resource }: Grant): boolean {
  return (
    roles.test(role) &&
    grants.some(([on, actions]) => isOn(on, resource) && actions.includes(action))
  );
}

function isOn(on: string | RegExp, resource: string): boolean {
  return typeof on === 'string' ? on === resource : on.test(resource);
}

function textOf({ role, action, resource }: Grant): string {
  return `${role}: ${action} on ${resource}`;
}

async function isUsed({ role, action, resource, condition }: Grant, calls: readonly Call[]) {
  const alone: Statement = {
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(condition && { Condition: condition }),
  };
  const verdicts = await Promise.all(
    calls.filter((call) => call.role === role).map((call) => isAllowed(call, [alone])),
  );
  return verdicts.includes(true);
}

async function isAllowed(call: Call, statements: readonly Statement[]): Promise<boolean> {
  const { action, resource, context = {} } = call;
  const request = JSON.parse(concrete(JSON.stringify({ resource, context, statements }))) as {
    resource: string;
    context: Record<string, string>;
    statements: Statement[];
  };
  const { identity } = await simulate({
    principal: concrete('arn:aws:sts::<account>:assumed-role/role/session'),
    action,
    resource: request.resource,
    context: request.context,
    policies: [{ Version: '2012-10-17', Statement: request.statements }],
  });
  return identity === 'Allowed';
}
