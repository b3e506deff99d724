import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A git command failed. The message names the command and git's output. */
export class GitFailed extends Error {
  readonly code = 'GIT_FAILED';
  /** Unset if git was not started. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'GitFailed';
    const { code, stdout = '' } = cause as { readonly code?: unknown; readonly stdout?: string };
    this.exitCode = typeof code === 'number' ? code : undefined;
    this.stdout = stdout;
  }
}

/** Variables that would point git at another repository than the folder's. We may run in a hook. */
const LOCAL_VARIABLES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
];

/**
 * Settings for the rehearsal's own repositories. The owner's configuration (hooks, templates, line ends, safe
 * folders) is only for the owner's repositories.
 */
export const OWN_CONFIGURATION = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
} as const;

/** Runs git in a repository that the rehearsal has made. @throws {GitFailed} */
export function ownGit(folder: string, args: readonly string[]): Promise<string> {
  return git(folder, args, OWN_CONFIGURATION);
}

/** Runs git in a folder and returns its output without the last line break. @throws {GitFailed} */
export async function git(
  folder: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !LOCAL_VARIABLES.includes(name)),
  );
  try {
    const { stdout } = await run('git', args, {
      cwd: folder,
      env: { ...env, ...variables, LC_ALL: 'C' },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.replace(/\n$/, '');
  } catch (cause) {
    throw new GitFailed(`git ${args.join(' ')} failed in ${folder}: ${reason(cause)}`, cause);
  }
}

/** What a call of git finds; `undefined` if git refuses, because it has no such thing. */
export async function ifFound<Found>(call: Promise<Found>): Promise<Found | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GitFailed) return undefined;
    throw error;
  }
}

/** Id of the commit with this name; `undefined` if there is none. */
export function commitNamed(repository: string, name: string): Promise<string | undefined> {
  const commit = ['--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  return ifFound(git(repository, ['rev-parse', ...commit]));
}

/** Paths that differ between two commits. Of a moved file both: a filter that names either one must see it. */
export async function changedFiles(
  repository: string,
  from: string,
  to: string,
): Promise<string[]> {
  return namesOf(await git(repository, ['diff', '--name-only', '--no-renames', '-z', from, to]));
}

/** What git lists with `-z`. */
export function namesOf(output: string): string[] {
  return output.split('\0').filter((name) => name !== '');
}

function reason(cause: unknown): string {
  const { code, stderr, message } = cause as NodeJS.ErrnoException & { readonly stderr?: string };
  if (code === 'ENOENT') return 'git is not installed, or the folder does not exist';
  return stderr?.trim() ? stderr.trim() : message;
}
