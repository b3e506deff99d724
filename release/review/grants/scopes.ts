import { referenceTo, strengthened } from '../template/marks';
import type { ReadResource } from '../template/read-release';
import { listOf, textOf } from '../template/resolve';
import type { Found } from './find-grants';
import { isGrantingType } from './granting-names';
import { HOLDERS, IDENTITY, isCustom, targets } from './places';
import { plainStatement } from './plain-statements';

/** The scope of a grant: grants are compared only within it. */
export interface Scope {
  readonly scope: string;
  /** The holder, for a statement that names nobody. */
  readonly holder: string;
}

/** The scope of a resource that has no name, only a place in the template. */
export function placeOf({ stackName, logicalId, type }: ReadResource, region: string): string {
  return `${type} ${logicalId} of ${stackName} in ${region}`;
}

/** Names of the roles, users and groups that have the policy. */
export function holdersOf({ type, properties }: ReadResource): string[] {
  return (HOLDERS[type] ?? []).flatMap((name) =>
    properties[name] === undefined ? [] : listOf(properties[name]).map(textOf).map(strengthened),
  );
}

/** The scopes of a grant: one for each of its subjects. */
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
  // Its resource names the subject.
  if (plainStatement(type, properties)) return [{ scope: there, holder: self }];
  if (isGrantingType(type) && path.length <= 1) {
    return targets(properties, first).map((target) => ({
      scope: `${there}${target}`,
      holder: self,
    }));
  }
  // A custom resource makes the same call when it is created and when it is updated. The values beside the
  // call name the subject, which stays when the custom resource goes.
  const scope = isCustom(type)
    ? [placeOf(resource, region), ...path.slice(1), strengthened(beside)]
    : [self, ...path];
  return [{ scope: scope.join(' '), holder: self }];
}
