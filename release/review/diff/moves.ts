import { textOf } from '../template/resolve';
import { pairsOf } from '../template/choices';
import { referencesIn, strengthened, withoutUnknown, withoutWeak } from '../template/marks';
import { namesOf } from './names';
import { isJsonObject } from '../../../lambdas/shared/json-object';

/** Whether something happens, as far as the templates tell. */
export type Certainty = 'no' | 'maybe' | 'yes';

const ORDER: readonly Certainty[] = ['no', 'maybe', 'yes'];

export function most(...all: readonly Certainty[]): Certainty {
  return ORDER[Math.max(0, ...all.map((one) => ORDER.indexOf(one)))] ?? 'no';
}

/** References whose value changes: `stack|id` for the whole resource, `stack|id|attribute` for one attribute. */
export type Moves = Map<string, Certainty>;

export function keyOf(stackName: string, logicalId: string, attribute?: string): string {
  return [stackName, logicalId, ...(attribute === undefined ? [] : [attribute])].join('|');
}

/** Whether the release changes a resolved value, also where its text is the same. */
export function difference(before: unknown, after: unknown, moves: Moves): Certainty {
  return inEachCase(before, after, (one, other) => known(one, other, moves));
}

/** If something happens in each case that conditions leave open, it happens for sure. */
export function inEachCase(
  before: unknown,
  after: unknown,
  compare: (before: unknown, after: unknown) => Certainty,
): Certainty {
  const [first = 'no', ...others] = pairsOf(before, after).map(([one, other]) =>
    compare(one, other),
  );
  return others.every((one) => one === first) ? first : 'maybe';
}

function known(before: unknown, after: unknown, moves: Moves): Certainty {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return 'yes';
    return most(...before.map((one, index) => difference(one, after[index], moves)));
  }
  if (isJsonObject(before) && isJsonObject(after)) {
    const names = namesOf(before, after);
    return most(...names.map((name) => difference(before[name], after[name], moves)));
  }
  if ([before, after].some((one) => typeof one === 'object' && one !== null)) return 'yes';
  if (before === undefined || after === undefined) return before === after ? 'no' : 'yes';
  return textDifference(textOf(before), textOf(after), moves);
}

function textDifference(before: string, after: string, moves: Moves): Certainty {
  // CloudFormation reads another stack's output again only when it updates this stack.
  if (strengthened(before) !== strengthened(after)) {
    const sure = [before, after].map((text) => withoutUnknown(withoutWeak(text)));
    return sure[0] === sure[1] ? 'maybe' : 'yes';
  }
  return most(
    ...referencesIn(after).map(({ stackName, logicalId, attribute, weak }) => {
      const moved = most(
        moves.get(keyOf(stackName, logicalId)) ?? 'no',
        moves.get(keyOf(stackName, logicalId, attribute ?? '')) ?? 'no',
      );
      return weak && moved === 'yes' ? 'maybe' : moved;
    }),
  );
}

/** Logical ids that a value refers to, whose resource is another one after the release. */
export function movedIn(value: unknown, moves: Moves): string[] {
  const text = JSON.stringify(value ?? null);
  return [
    ...new Set(
      referencesIn(text)
        .filter(({ stackName, logicalId, attribute }) =>
          [undefined, attribute ?? ''].some((one) => moves.has(keyOf(stackName, logicalId, one))),
        )
        .map(({ logicalId }) => logicalId),
    ),
  ];
}
