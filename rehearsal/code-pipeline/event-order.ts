import { createHash } from 'node:crypto';
import type { StateChange } from './state-changes';

/** Share of the events that arrive after those of the next moment. */
const LATE = 0.25;

/**
 * Puts events into an order that EventBridge may deliver them in: those of one moment change places,
 * some come behind those of the next one, and some may come twice. Which do is drawn by lot from the
 * commit and the event itself, so that a commit's rehearsal is the same each time, whatever runs side
 * by side in it.
 *
 * EventBridge promises no order, and to deliver at least once. Recorded on AWS: an action's start
 * before its stage's, a stage's start before the success of the stage before it, an execution's end
 * before that of its last stage.
 *
 * @param before What was late already; all of it is in `changes`.
 * @param twice Share of the events that come a second time.
 */
export function outOfOrder(
  commit: string,
  before: readonly StateChange[],
  happened: readonly StateChange[],
  twice = 0,
): { readonly changes: StateChange[]; readonly late: StateChange[] } {
  const isLate = (change: StateChange) => lot('late', commit, change) < LATE;
  const due = [...before, ...happened.filter((change) => !isLate(change))];
  const placed = due.flatMap((change) => {
    const once = { change, place: lot('place', commit, change) };
    if (lot('twice', commit, change) >= twice) return [once];
    return [once, { change, place: lot('second place', commit, change) }];
  });
  return {
    changes: placed.toSorted((a, b) => a.place - b.place).map(({ change }) => change),
    late: happened.filter(isLate),
  };
}

/** From 0 to less than 1. */
function lot(
  of: 'late' | 'place' | 'twice' | 'second place',
  commit: string,
  { detailType, detail }: StateChange,
): number {
  const { stage, action, state } = detail;
  const text = JSON.stringify([of, commit, detailType, stage, action, state]);
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}
