import { addressed, referencesIn, referenceTo } from '../template/marks';
import type { AllowingStatement, NewGrant } from '../contract';
import { type Names, RATINGS, type StatementGrant } from './grant';
import type { GrantChange } from './rate';

/** The changes that allow more, or may allow more, in the order of the page. */
export function newGrants(
  changes: readonly GrantChange[],
  stackNames: readonly string[],
): readonly NewGrant[] {
  const order = ({ stackName, change }: GrantChange) =>
    RATINGS.indexOf(change.rating) * stackNames.length + stackNames.indexOf(stackName);
  return changes
    .toSorted((one, other) => order(one) - order(other))
    .flatMap(({ stackName, change, grant }): NewGrant[] => {
      const { rating } = change;
      if (rating === 'not broader') return [];
      const allows = grant && allowing(grant);
      return [{ ...change, rating, stackName, ...(allows && { allows }) }];
    });
}

function allowing(grant: StatementGrant): AllowingStatement | undefined {
  const { effect, without, principal, action, resource } = grant;
  if (effect === 'Deny' || without !== undefined) return undefined;
  const names = ({ but, patterns }: Names) => ({ but, patterns: patterns.map(addressed) });
  return {
    kind: kindOf(grant),
    of: referencesIn(grant.scope).map(({ stackName, logicalId }) =>
      addressed(referenceTo(stackName, logicalId)),
    ),
    principal: names(principal),
    action: names(action),
    resource: names(resource),
  };
}

function kindOf({ scope, limit, type }: StatementGrant): AllowingStatement['kind'] {
  if (scope.startsWith('by ')) return 'role';
  if (type !== 'AWS::IAM::Role') return 'resource';
  return limit === undefined ? 'trust' : 'boundary';
}
