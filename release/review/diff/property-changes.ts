import { isDeepStrictEqual } from 'node:util';
import { readable } from '../template/marks';
import type { ReadResource, ReadStack } from '../template/read-release';
import type { TemplateResource } from '../template/template';
import { isJsonObject } from '../../../lambdas/shared/json-object';
import { changedNames } from './causes';
import type { PropertyChange } from './model';
import { type Certainty, difference, movedIn, type Moves } from './moves';
import { namesOf } from './names';
import { replaces } from './replacement';
import { valuesOf } from './values';

type Pair = [before: unknown, after: unknown];

/** The stack of the resource, before and after the release. */
interface Sides {
  readonly before: ReadStack | undefined;
  readonly after: ReadStack;
  readonly moves: Moves;
}

/** Differences of a resource that stays or is replaced. */
export function propertyChanges(
  old: ReadResource,
  now: ReadResource,
  { before, after, moves }: Sides,
): PropertyChange[] {
  const raw = (stack: ReadStack | undefined): TemplateResource | undefined =>
    stack?.template.Resources?.[old.logicalId];
  const [rawOld, rawNow] = [raw(before), raw(after)];
  const change = (
    name: string,
    [one, other]: Pair,
    says: Pair,
    anew: Certainty,
  ): PropertyChange[] => {
    if (difference(one, other, moves) === 'no') return [];
    if (!isDeepStrictEqual(...says))
      return [{ name, replaces: anew !== 'no', ...valuesOf(name, ...says) }];
    const by = changedNames(says[1], before?.template ?? {}, after.template);
    const [was, is] = [one, other].map(readableValue);
    return [
      {
        name,
        replaces: anew !== 'no',
        follows: [...movedIn(other, moves), ...by],
        ...(isDeepStrictEqual(was, is) ? valuesOf(name, ...says) : valuesOf(name, was, is)),
      },
    ];
  };
  if (old.type !== now.type) {
    const types: Pair = [old.type, now.type];
    return change('Type', types, types, 'yes');
  }
  return [
    ...namesOf(old.attributes, now.attributes).flatMap((name) =>
      change(
        name,
        [old.attributes[name], now.attributes[name]],
        [rawOld?.[name], rawNow?.[name]],
        'no',
      ),
    ),
    ...namesOf(old.properties, now.properties).flatMap((name) => {
      const [one, other]: Pair = [old.properties[name], now.properties[name]];
      const says: Pair = [rawOld?.Properties?.[name], rawNow?.Properties?.[name]];
      return change(name, [one, other], says, replaces(now.type, name, one, other, moves));
    }),
  ];
}

/** The value for a reader, where both templates have the same text. */
function readableValue(value: unknown): unknown {
  if (typeof value === 'string') return readable(value);
  if (Array.isArray(value)) return value.map(readableValue);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, readableValue(one)]));
}
