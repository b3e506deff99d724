import { commitNamed, git, GitFailed } from '../../../rehearsal/workspace/git';
import { CommandError } from '../terminal/command-error';
import type { Repository } from './ports';

/** The git repository in `folder`. It uses the `git` command. */
export function gitRepository(folder: string): Repository {
  const ask = (...args: string[]) => git(folder, args).catch(refuse);

  return {
    async isRepository() {
      try {
        await git(folder, ['rev-parse', '--is-inside-work-tree']);
        return true;
      } catch (error) {
        if (error instanceof GitFailed && error.message.includes('not a git repository'))
          return false;
        // Such as "dubious ownership". git itself names the remedy.
        return refuse(error);
      }
    },
    head: () => commitNamed(folder, 'HEAD'),
    async changes() {
      const output = await ask('status', '--porcelain');
      return output === '' ? [] : output.split('\n');
    },
    async pushed(branch) {
      try {
        const output = await git(folder, ['ls-remote', 'origin', `refs/heads/${branch}`]);
        return /^[0-9a-f]+/.exec(output)?.[0];
      } catch (error) {
        if (!isWithoutOrigin(error)) return refuse(error);
        throw new CommandError(
          'NO_REMOTE',
          'The pipeline starts from the remote "origin", but this repository has no such remote. Run `git remote add origin ' +
            `<the address of your repository>\`, then \`git push -u origin HEAD:${branch}\`.`,
        );
      }
    },
  };
}

function isWithoutOrigin(error: unknown): boolean {
  return (
    error instanceof GitFailed &&
    error.message.includes("'origin' does not appear to be a git repository")
  );
}

function refuse(error: unknown): never {
  if (!(error instanceof GitFailed)) throw error;
  throw error.exitCode === undefined
    ? new CommandError('GIT_MISSING', 'git is not on the PATH. Install it.', { cause: error })
    : new CommandError('GIT_FAILED', error.message, { cause: error });
}
