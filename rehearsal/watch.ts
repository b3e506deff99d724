import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from './events';
import { git } from './git';
import { startsExecution } from './path-filter';
import type { Rehearsal } from './rehearse';
import { headOf } from './workspace';

const POLL_MS = 1_000;

/**
 * Takes every new commit of the repository for a push, until the rehearsal ends. One execution runs
 * at a time; of the commits that arrive meanwhile only the newest gets one afterwards, as in
 * CodePipeline's SUPERSEDED mode (where it could already run in the stages before).
 * @returns how the newest execution came out, when `signal` is aborted
 * @throws the reason of the rehearsal's own end, such as an emulator that has gone
 */
export async function deliverNewCommits(
  rehearsal: Rehearsal,
  first: { readonly commit: string; readonly outcome: Outcome },
  signal: AbortSignal,
): Promise<Outcome> {
  const { repository } = rehearsal.candidate;
  let { commit, outcome } = first;
  while (await nextPoll(rehearsal, signal)) {
    const head = await headOf(repository);
    if (head === commit) continue;
    const files = await changedFiles(repository, commit, head);
    commit = head;
    const { pathFilters } = await rehearsal.plan();
    if (startsExecution(files, pathFilters)) outcome = await rehearsal.deliver(head, 'push');
    else {
      await rehearsal.push(head);
      rehearsal.notice(
        `${head.slice(0, 10)} starts no execution: the pipeline's path filters leave its files out`,
      );
    }
  }
  return outcome;
}

/** @returns whether to look again */
async function nextPoll(rehearsal: Rehearsal, signal: AbortSignal): Promise<boolean> {
  await delay(POLL_MS, undefined, { signal: rehearsal.signal }).catch(() => undefined);
  if (signal.aborted) return false;
  rehearsal.signal.throwIfAborted();
  return true;
}

async function changedFiles(repository: string, from: string, to: string): Promise<string[]> {
  const names = await git(repository, ['diff', '--name-only', '-z', from, to]);
  return names.split('\0').filter((name) => name !== '');
}
