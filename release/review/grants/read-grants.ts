import type { Stacks } from '../diff/compare-stack';
import { leftByDeletion } from '../diff/protection';
import { referencesIn } from '../template/marks';
import type { ReadStack } from '../template/read-release';
import { listOf, textOf } from '../template/resolve';
import { type Grant, NOT_RATED, type OtherGrant } from './grant';
import { ResourceReader } from './resource-grants';

/** All grants of a release's stacks before and after it, statement by statement. */
export function readGrants(...sides: readonly [before: Stacks, after: Stacks]): [Grant[], Grant[]] {
  const [before, after] = sides.map((stacks) =>
    [...stacks.values()].flatMap((stack) =>
      [...stack.resources.values()].map((resource) => new ResourceReader(stack, resource, stacks)),
    ),
  ) as [ResourceReader[], ResourceReader[]];
  after.push(...letGo(...sides));
  const attached = new Set([...before, ...after].flatMap((one) => one.policies()));
  const grants = (resources: readonly ResourceReader[], stacks: Stacks) => [
    ...resources.flatMap((one) => one.grants(attached)),
    ...[...stacks.values()].flatMap(transformGrants),
  ];
  return [grants(before, sides[0]), grants(after, sides[1])];
}

/** A resource that leaves its stack and stays in the account grants the same as before. */
function letGo(before: Stacks, after: Stacks): ResourceReader[] {
  return [...before.values()].flatMap((stack) =>
    [...stack.resources.values()]
      .filter(
        (resource) =>
          after.get(stack.stackName)?.resources.has(resource.logicalId) === false &&
          leftByDeletion(resource) === 'resource',
      )
      .map((resource) => new ResourceReader(stack, resource, after)),
  );
}

/** The result of a macro is not in the template. */
function transformGrants({ stackName, template }: ReadStack): OtherGrant[] {
  const { Transform } = template;
  // The language's own extensions are read (resolve.ts).
  const macros = listOf(Transform ?? []).filter((one) => one !== 'AWS::LanguageExtensions');
  if (macros.length === 0) return [];
  return [
    {
      kind: 'other',
      scope: `Transform of ${stackName}`,
      stackName,
      logicalId: '',
      type: 'Transform',
      when: [],
      name: macros.map(textOf).join(', '),
      value: JSON.stringify({ ...template, Description: undefined, Metadata: undefined }),
      ratings: NOT_RATED,
    },
  ];
}

/** Whether the subject of a scope is new. */
export function isNew(scope: string, before: Stacks): boolean {
  return referencesIn(scope).every(
    ({ stackName, logicalId }) => before.get(stackName)?.resources.has(logicalId) !== true,
  );
}

/** Whether the release removes the subject of a scope. Then nobody may do anything with it. */
export function isGone(scope: string, before: Stacks, after: Stacks): boolean {
  const references = referencesIn(scope);
  if (references.length === 0) return false;
  return references.every(({ stackName, logicalId }) => {
    const old = before.get(stackName)?.resources.get(logicalId);
    const now = after.get(stackName)?.resources.get(logicalId);
    return old !== undefined && now === undefined && leftByDeletion(old) !== 'resource';
  });
}
