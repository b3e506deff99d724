import type { Deliveries } from './deliveries';
import { changedFiles } from '../workspace/git';
import type { PreparedRehearsal } from '../prepared-rehearsal';
import type { Rehearsal } from '../rehearse';
import { sleep, type Sleep } from '../runner/sleep';
import { headOfBranch } from '../workspace/workspace';

const POLL_MS = 1_000;

/**
 * Treats every new commit of the branch that was checked out at the start as a push, until the rehearsal
 * ends. A push does not wait for running deliveries.
 * @returns when `signal` is aborted
 * @throws the reason if the rehearsal ends by itself, such as the end of the emulator
 */
export async function deliverNewCommits({
  rehearsal,
  prepared,
  deliveries,
  signal,
  pause = sleep,
}: {
  readonly rehearsal: Pick<Rehearsal, 'candidate' | 'signal' | 'notice'>;
  readonly prepared: Pick<PreparedRehearsal, 'push' | 'reasonNotToStart'>;
  readonly deliveries: Deliveries;
  readonly signal: AbortSignal;
  readonly pause?: Sleep;
}): Promise<void> {
  const { repository, branch, head: first } = rehearsal.candidate;
  if (branch === undefined)
    rehearsal.notice('no branch is checked out, so the rehearsal waits for no commits');
  const end = AbortSignal.any([signal, rehearsal.signal, deliveries.fault]);
  let head = first;
  for (;;) {
    await pause(POLL_MS, end).catch(() => undefined);
    if (signal.aborted) return;
    end.throwIfAborted();
    const found = branch === undefined ? head : await headOfBranch(repository, branch);
    if (found === undefined || found === head) continue;
    const files = await changedFiles(repository, head, found);
    head = found;
    const reason = await prepared.reasonNotToStart(files);
    await prepared.push(head);
    if (reason === undefined) deliveries.start(head, 'push');
    else rehearsal.notice(`${head.slice(0, 10)} starts no execution: ${reason}`);
  }
}
