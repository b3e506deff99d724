import { referenceTo, strengthened } from '../template/marks';
import type { ReadResource } from '../template/read-release';
import { textOf } from '../template/resolve';
import type { Found } from './find-grants';
import { isGrantingType } from './granting-names';
import { HOLDERS, IDENTITY, isCustom, targets } from './places';
import { plainStatement } from './plain-statements';

/** What a grant is compared within. */
export interface Scope {
  readonly scope: string;
  /** Who may do what a statement says if it names nobody. */
  readonly holder: string;
}

/** Of a resource that is told apart by nothing but where it stands. */
export function placeOf({ stackName, logicalId, type }: ReadResource, region: string): string {
  return `${type} ${logicalId} of ${stackName} in ${region}`;
}

/** Names of the roles, users and groups that a policy is for. */
export function holdersOf({ type, properties }: ReadResource): string[] {
  return (HOLDERS[type] ?? []).flatMap((name) =>
    properties[name] === undefined ? [] : [properties[name]].flat().map(textOf).map(strengthened),
  );
}

/** What is compared with what: one scope for each thing that the grant is about. */
export function scopesOf(
  resource: ReadResource,
  region: string,
  { path, beside = '' }: Found,
): Scope[] {
  const { stackName, logicalId, type, properties } = resource;
  const self = referenceTo(stackName, logicalId);
  const [first = ''] = path;
  if (HOLDERS[type]) {
    const holders = holdersOf(resource);
    return (holders.length === 0 ? [self] : holders).map((holder) => ({
      scope: `by ${holder}`,
      holder,
    }));
  }
  if (IDENTITY.test(type) && first === 'Policies') return [{ scope: `by ${self}`, holder: self }];
  const there = `${type} in ${region}`;
  // Its resource says what it is for.
  if (plainStatement(type, properties)) return [{ scope: there, holder: self }];
  if (isGrantingType(type) && path.length <= 1) {
    return targets(properties, first).map((target) => ({
      scope: `${there}${target}`,
      holder: self,
    }));
  }
  // What a custom resource does when it is made and when it is changed is the same. What it is for
  // stands beside it, and stays when the custom resource goes.
  const scope = isCustom(type)
    ? [placeOf(resource, region), ...path.slice(1), strengthened(beside)]
    : [self, ...path];
  return [{ scope: scope.join(' '), holder: self }];
}
