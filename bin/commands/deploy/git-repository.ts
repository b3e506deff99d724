import { execFile } from 'node:child_process';
import { CommandError } from '../terminal/command-error';
import type { Repository } from './ports';

interface GitAnswer {
  readonly ok: boolean;
  readonly output: string;
  readonly complaint: string;
}

/** The git repository in `folder`. It uses the `git` command. */
export function gitRepository(folder: string): Repository {
  const git = (...args: string[]) => runGit(folder, args);

  return {
    async isRepository() {
      const answer = await git('rev-parse', '--is-inside-work-tree');
      if (answer.complaint.includes('not a git repository')) return false;
      // Such as "dubious ownership". git itself names the remedy.
      return orThrow('git rev-parse --is-inside-work-tree', answer).ok;
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
      if (answer.complaint.includes("'origin' does not appear to be a git repository")) {
        throw new CommandError(
          'NO_REMOTE',
          'The pipeline starts from the remote "origin", but this repository has no such remote. Run `git remote add origin ' +
            `<the address of your repository>\`, then \`git push -u origin HEAD:${branch}\`.`,
        );
      }
      const { output } = orThrow(`git ls-remote origin refs/heads/${branch}`, answer);
      return /^[0-9a-f]+/.exec(output)?.[0];
    },
  };
}

function runGit(folder: string, args: readonly string[]): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    // English, because this program reads the messages.
    execFile(
      'git',
      args,
      { cwd: folder, env: { ...process.env, LC_ALL: 'C' } },
      (error, stdout, stderr) => {
        if (error?.code === 'ENOENT') {
          const message = 'git is not on the PATH. Install it.';
          reject(new CommandError('GIT_MISSING', message, { cause: error }));
        } else {
          resolve({ ok: error === null, output: stdout.trimEnd(), complaint: stderr.trim() });
        }
      },
    );
  });
}

function orThrow(command: string, answer: GitAnswer): GitAnswer {
  if (answer.ok) return answer;
  throw new CommandError('GIT_FAILED', `\`${command}\` failed: ${answer.complaint}`);
}
