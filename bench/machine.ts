import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { repositoryRoot } from '../rehearsal/paths';

/** What is measured, when, and on what: as the program starts, since a run outlives commits. */
export const MACHINE = described();

function described(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: repositoryRoot });
  const date = new Date().toISOString().slice(0, 10);
  const gib = Math.round(totalmem() / 2 ** 30);
  return `Commit ${commit.toString().trim()}, ${date}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${gib} GiB, ${process.platform}.`;
}
