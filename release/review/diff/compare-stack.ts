import { isDeepStrictEqual } from 'node:util';
import { holdsState } from './stateful-types';
import type { ReadResource, ReadStack } from '../template/read-release';
import type { Template } from '../template/template';
import { CHANGES, type Change, type ResourceChange, type StackDiff } from './model';
import { type Certainty, difference, keyOf, most, type Moves } from './moves';
import { least, leftByDeletion, leftByReplacement, losesProtection } from './protection';
import { namesOf } from './names';
import { propertyChanges } from './property-changes';
import { replaces } from './replacement';

/** Stack name -> the stack before or after the release. */
export type Stacks = ReadonlyMap<string, ReadStack>;

const NOTHING: ReadonlyMap<string, ReadResource> = new Map();

/**
 * Resources that a release makes anew, and what other resources see of that: a replacement goes on along
 * the references, from stack to stack.
 */
export function movesOf(before: Stacks, after: Stacks): Moves {
  const moves: Moves = new Map();
  const raise = (key: string, to: Certainty) => {
    const now = moves.get(key) ?? 'no';
    if (most(now, to) === now) return false;
    moves.set(key, to);
    return true;
  };
  let changed: boolean;
  do {
    changed = false;
    for (const { stackName, logicalId, old, now } of pairsOf(before, after)) {
      const anew = replacementOf(old, now, moves);
      const own =
        isCustom(now.type) && anew === 'no' && propertiesDiffer(old, now, moves) ? 'maybe' : anew;
      changed = raise(keyOf(stackName, logicalId), own) || changed;
      if (isCustom(now.type)) continue;
      // An attribute with the name of a property has the property's value.
      for (const name of Object.keys(now.properties)) {
        const other = difference(old.properties[name], now.properties[name], moves);
        changed = raise(keyOf(stackName, logicalId, name), other) || changed;
      }
    }
  } while (changed);
  return moves;
}

/** Types whose provider decides whether an update changes their name or attributes. */
function isCustom(type: string): boolean {
  return /^Custom::|^AWS::CloudFormation::(?:CustomResource|Stack)$/.test(type);
}

function* pairsOf(before: Stacks, after: Stacks) {
  for (const [stackName, { resources }] of after) {
    for (const [logicalId, now] of resources) {
      const old = before.get(stackName)?.resources.get(logicalId);
      if (old) yield { stackName, logicalId, old, now };
    }
  }
}

function propertiesDiffer(old: ReadResource, now: ReadResource, moves: Moves): boolean {
  return difference(old.properties, now.properties, moves) !== 'no';
}

function replacementOf(old: ReadResource, now: ReadResource, moves: Moves): Certainty {
  if (old.type !== now.type) return 'yes';
  // A macro or a loop may make another thing.
  if (now.type.startsWith('Fn::')) return propertiesDiffer(old, now, moves) ? 'maybe' : 'no';
  return most(
    ...namesOf(old.properties, now.properties).map((name) =>
      replaces(now.type, name, old.properties[name], now.properties[name], moves),
    ),
  );
}

/** What the deployment of a template does to the resources of a stack, the worst first. */
export function resourceChanges(
  before: ReadStack | undefined,
  after: ReadStack,
  moves: Moves,
  physicalIds: Readonly<Record<string, string>>,
): ResourceChange[] {
  const olds = before?.resources ?? NOTHING;
  // The type is that of the old resource, if there is one.
  return [...new Map([...after.resources, ...olds])]
    .flatMap(([logicalId, { type }]): ResourceChange[] => {
      const [old, now] = [olds.get(logicalId), after.resources.get(logicalId)];
      const change = changeOf(old, now, moves);
      if (change === undefined) return [];
      const physicalId = change === 'added' ? undefined : physicalIds[logicalId];
      return [
        {
          change,
          type,
          logicalId,
          ...(physicalId !== undefined && { physicalId }),
          holdsState: [old, now].some((one) => one && holdsState(one.type, one.properties)),
          leaves: leavesOf(change, old, now),
          properties: old && now ? propertyChanges(old, now, { before, after, moves }) : [],
        },
      ];
    })
    .sort(
      (a, b) =>
        CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
        (a.logicalId < b.logicalId ? -1 : 1),
    );
}

function changeOf(
  old: ReadResource | undefined,
  now: ReadResource | undefined,
  moves: Moves,
): Change | undefined {
  if (!old) return now && 'added';
  if (!now) return leftByDeletion(old) === 'resource' ? 'retained' : 'destroyed';
  const anew = replacementOf(old, now, moves);
  if (anew !== 'no') return anew === 'yes' ? 'replaced' : 'maybe-replaced';
  // The condition has changed, and its value is not known yet.
  if (now.when !== undefined && now.when !== old.when) return 'maybe-destroyed';
  if (holdsState(now.type, now.properties) && losesProtection(old, now)) return 'unprotected';
  return propertiesDiffer(old, now, moves) ||
    difference(old.attributes, now.attributes, moves) !== 'no'
    ? 'changed'
    : undefined;
}

/** Where both templates have a policy, the worse counts: AWS does not document which of them does. */
function leavesOf(change: Change, old: ReadResource | undefined, now: ReadResource | undefined) {
  if (!old) return 'nothing';
  const isReplaced = change === 'replaced' || change === 'maybe-replaced';
  const leftBy = isReplaced ? leftByReplacement : leftByDeletion;
  return now ? least(leftBy(old), leftBy(now)) : leftBy(old);
}

/** Whether the deployment of the template changes anything. */
export function differs({ changes, sections }: Pick<StackDiff, 'changes' | 'sections'>): boolean {
  return changes.length > 0 || sections.length > 0;
}

export function sectionsOf(deployed: Template, next: Template): string[] {
  return namesOf(deployed, next)
    .filter((name) => name !== 'Resources' && name !== 'Metadata')
    .filter((name) => !isDeepStrictEqual(deployed[name], next[name]))
    .sort();
}
