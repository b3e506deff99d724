import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from './events';
import { git } from './git';
import type { Rehearsal } from './rehearse';
import { headOfBranch } from './workspace';

const POLL_MS = 1_000;

/** What a watch needs of a rehearsal. */
export type Watched = Pick<
  Rehearsal,
  'candidate' | 'signal' | 'deliver' | 'push' | 'notice' | 'reasonNotToStart'
>;

/**
 * Takes every new commit of the branch that was checked out at the start for a push, until the
 * rehearsal ends. One execution runs at a time; of the commits that arrive meanwhile only the
 * newest gets one afterwards, as in CodePipeline's SUPERSEDED mode (where it could already run in
 * the stages before).
 * @param outcome of the first delivery
 * @returns how the newest execution came out, when `signal` is aborted
 * @throws the reason of the rehearsal's own end, such as an emulator that has gone
 */
export async function deliverNewCommits(
  rehearsal: Watched,
  outcome: Outcome,
  signal: AbortSignal,
  pollMs = POLL_MS,
): Promise<Outcome> {
  const { repository, branch, head: first } = rehearsal.candidate;
  if (branch === undefined)
    rehearsal.notice('no branch is checked out, so no commit is waited for');
  let head = first;
  let newest = outcome;
  while (await nextPoll(rehearsal, signal, pollMs)) {
    const found = branch === undefined ? head : await headOfBranch(repository, branch);
    if (found === undefined || found === head) continue;
    const files = await changedFiles(repository, head, found);
    head = found;
    const reason = await rehearsal.reasonNotToStart(files);
    if (reason === undefined) newest = await rehearsal.deliver(head, 'push');
    else {
      await rehearsal.push(head);
      rehearsal.notice(`${head.slice(0, 10)} starts no execution: ${reason}`);
    }
  }
  return newest;
}

/** @returns whether to look again */
async function nextPoll(rehearsal: Watched, signal: AbortSignal, pollMs: number): Promise<boolean> {
  await delay(pollMs, undefined, { signal: rehearsal.signal }).catch(() => undefined);
  if (signal.aborted) return false;
  rehearsal.signal.throwIfAborted();
  return true;
}

/** Of a moved file both paths: a filter that names either one must see it. */
async function changedFiles(repository: string, from: string, to: string): Promise<string[]> {
  const names = await git(repository, ['diff', '--name-only', '--no-renames', '-z', from, to]);
  return names.split('\0').filter((name) => name !== '');
}
