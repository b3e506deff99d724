import type { Names, Rating } from './grant';

/**
 * Something that a release newly lets somebody do, as `grants.json` of `RELEASE_FILES`
 * (lambdas/release-check/contract.ts) has it, in the order and the words of the page.
 */
export interface NewGrant {
  readonly rating: Exclude<Rating, 'not broader'>;
  readonly change: 'comes' | 'goes' | 'changes';
  readonly what: string;
  readonly resource: string;
  readonly principal: string;
  readonly condition: string;
  /** Resource of the template that says it. */
  readonly type: string;
  readonly logicalId: string;
  readonly stackName: string;
  /** Unset where no Allow of a statement says it: a denial that goes, a switch, what cannot be read. */
  readonly allows?: AllowingStatement;
}

/**
 * What a statement allows, one list for each of its parts. A reference to a resource is
 * `${<stack>/<logical id>}` or `${<stack>/<logical id>.<attribute>}`, and `${?}` is what only a deployment knows.
 */
export interface AllowingStatement {
  /** Whose policy it is in: a role's own, its permissions boundary, its trust policy, or a resource's. */
  readonly kind: 'role' | 'boundary' | 'trust' | 'resource';
  /** References to what has the policy. */
  readonly of: readonly string[];
  readonly principal: Names;
  readonly action: Names;
  readonly resource: Names;
}
