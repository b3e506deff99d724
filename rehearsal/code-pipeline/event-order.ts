import { createHash } from 'node:crypto';
import type { StateChange } from './state-changes';

/** Share of the events that arrive after those of the next moment. */
const LATE = 0.25;

/**
 * Puts events into an order that EventBridge may use: events of one moment change places, some arrive after
 * those of the next moment, and some may arrive twice. A hash of the commit and the event decides. So a
 * commit's rehearsal is the same each time, with anything running side by side.
 *
 * EventBridge promises no order, and delivers at least once. Recorded on AWS: an action's start
 * before its stage's, a stage's start before the success of the stage before it, an execution's end
 * before that of its last stage.
 *
 * @param before events that are late already. All of them are in `changes`.
 * @param twice share of the events that arrive a second time
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
