import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CommandError } from './command-error';
import type { Repository } from './ports';

const run = promisify(execFile);

interface GitAnswer {
  readonly ok: boolean;
  readonly output: string;
  readonly complaint: string;
}

/** The git repository in `folder`, through the `git` command. */
export function gitRepository(folder: string): Repository {
  const git = (...args: string[]) => runGit(folder, args);

  return {
    async isRepository() {
      return (await git('rev-parse', '--is-inside-work-tree')).ok;
    },
    async head() {
      const { ok, output } = await git('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
      return ok ? output : undefined;
    },
    async changes() {
      const { output } = orThrow('git status', await git('status', '--porcelain'));
      return output === '' ? [] : output.split('\n');
    },
    async pushed(branch) {
      const answer = await git('ls-remote', 'origin', `refs/heads/${branch}`);
      const { output } = orThrow(`git ls-remote origin refs/heads/${branch}`, answer);
      return /^[0-9a-f]+/.exec(output)?.[0];
    },
  };
}

async function runGit(folder: string, args: readonly string[]): Promise<GitAnswer> {
  try {
    const { stdout, stderr } = await run('git', args, { cwd: folder });
    return { ok: true, output: stdout.trimEnd(), complaint: stderr.trim() };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    if ('code' in cause && cause.code === 'ENOENT') {
      throw new CommandError('GIT_MISSING', 'git is not on the PATH. Install it.', { cause });
    }
    const complaint = 'stderr' in cause ? String(cause.stderr).trim() : cause.message;
    return { ok: false, output: '', complaint };
  }
}

function orThrow(command: string, answer: GitAnswer): GitAnswer {
  if (answer.ok) return answer;
  throw new CommandError('GIT_FAILED', `\`${command}\` failed: ${answer.complaint}`);
}
