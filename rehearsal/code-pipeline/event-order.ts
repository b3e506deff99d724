import { createHash } from 'node:crypto';
import type { StateChange } from './state-changes';

/** Share of the events that arrive after those of the next moment. */
const LATE = 0.25;

/**
 * Puts events into an order that EventBridge may deliver them in: those of one moment change places, and
 * some come behind those of the next one. Which do is drawn by lot from the commit and the event
 * itself, so that a commit's rehearsal is the same each time, whatever runs side by side in it.
 *
 * EventBridge promises no order. Recorded on AWS: an action's start before its stage's, a stage's start
 * before the success of the stage before it, an execution's end before that of its last stage.
 *
 * @param before What was late already; all of it is in `changes`.
 */
export function outOfOrder(
  commit: string,
  before: readonly StateChange[],
  happened: readonly StateChange[],
): { readonly changes: StateChange[]; readonly late: StateChange[] } {
  const isLate = (change: StateChange) => lot('late', commit, change) < LATE;
  const due = [...before, ...happened.filter((change) => !isLate(change))];
  return {
    changes: due.toSorted((a, b) => lot('place', commit, a) - lot('place', commit, b)),
    late: happened.filter(isLate),
  };
}

/** From 0 to less than 1. */
function lot(of: 'late' | 'place', commit: string, { detailType, detail }: StateChange): number {
  const { stage, action, state } = detail;
  const text = JSON.stringify([of, commit, detailType, stage, action, state]);
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}
