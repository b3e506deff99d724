import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RUN, sweep } from './sweep';
import { removeFolder } from './remove-folder';
import { git, GitFailed, ifFound, OWN_CONFIGURATION, ownGit } from './git';

/** The folder cannot be rehearsed in its present state. The message says what to do. */
export class WorkspaceError extends Error {
  readonly code = 'WORKSPACE_UNFIT';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WorkspaceError';
  }
}

/** Ref of the commit before its branch is known. */
const CANDIDATE = 'refs/rehearsal/candidate';
/** Continuous integration often clones with a depth. git copies such a clone only with this option. */
const FETCH = ['--quiet', '--update-shallow'];

/** Command that receives a push in the origin. git runs it in a shell, with the repository's path. */
const RECEIVE = [
  'env',
  ...Object.entries(OWN_CONFIGURATION).map(([name, value]) => `${name}=${value}`),
  'git receive-pack',
].join(' ');

/** The commit to rehearse. */
export interface Candidate {
  /** Top of the owner's repository. */
  readonly repository: string;
  /** The commit to rehearse: {@link head}, or a commit of the working tree on top of it. */
  readonly commit: string;
  /** The checked-out commit. */
  readonly head: string;
  /** Short name of the checked-out branch, if there is one. */
  readonly branch?: string;
  /** Paths whose changes are not part of the commit. */
  readonly uncommitted: readonly string[];
}

/**
 * Looks at the owner's repository.
 * @param includeWorkingTree make a commit of the present files. No ref points to it.
 * @throws {WorkspaceError} outside a repository or before its first commit
 */
export async function findCandidate(
  folder: string,
  includeWorkingTree = false,
): Promise<Candidate> {
  const repository = await unlessGitSays(
    git(folder, ['rev-parse', '--show-toplevel']),
    'not a git repository',
    `${folder} is not in a git repository. Waypost rehearses commits: run \`git init\`, \`git add --all\` and \`git commit\` first`,
  );
  const head = await headOf(repository);
  const branch = await branchOf(repository);
  const checkedOut = { repository, head, ...(branch !== undefined && { branch }) };
  const uncommitted = (await git(repository, ['status', '--porcelain']))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
  if (!includeWorkingTree || uncommitted.length === 0) {
    return { ...checkedOut, commit: head, uncommitted };
  }
  return { ...checkedOut, commit: await commitWorkingTree(repository, head), uncommitted: [] };
}

/** The checked-out commit. @throws {WorkspaceError} before the first commit */
async function headOf(repository: string): Promise<string> {
  return unlessGitSays(
    git(repository, ['rev-parse', '--verify', 'HEAD^{commit}']),
    'Needed a single revision',
    `${repository} has no commit yet. Waypost rehearses commits: run \`git add --all\` and \`git commit\` first`,
  );
}

async function branchOf(repository: string): Promise<string | undefined> {
  // Empty for a detached HEAD.
  const branch = await git(repository, ['branch', '--show-current']);
  return branch === '' ? undefined : branch;
}

/** The newest commit of a branch, or `undefined` if the branch was deleted. */
export async function headOfBranch(
  repository: string,
  branch: string,
): Promise<string | undefined> {
  const format = '--format=%(objectname)';
  const [commit] = (await git(repository, ['for-each-ref', format, `refs/heads/${branch}`])).split(
    '\n',
  );
  return commit === '' ? undefined : commit;
}

/** Uses its own index, so that the owner's index and refs do not change. */
async function commitWorkingTree(repository: string, head: string): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'waypost-index-'));
  const variables = {
    GIT_INDEX_FILE: join(scratch, 'index'),
    GIT_AUTHOR_NAME: 'Waypost rehearsal',
    GIT_AUTHOR_EMAIL: 'rehearsal@waypost.invalid',
    GIT_COMMITTER_NAME: 'Waypost rehearsal',
    GIT_COMMITTER_EMAIL: 'rehearsal@waypost.invalid',
  };
  try {
    await git(repository, ['read-tree', head], variables);
    await git(repository, ['add', '--all'], variables);
    const tree = await git(repository, ['write-tree'], variables);
    const message = 'chore: the working tree as it is rehearsed';
    return await git(
      repository,
      ['commit-tree', tree, '-p', head, '-m', message, '--no-gpg-sign'],
      variables,
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Replaces one message of git by ours. Other failures stay as they are. */
async function unlessGitSays<T>(result: Promise<T>, said: string, message: string): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof GitFailed) || !error.message.includes(said)) throw error;
    throw new WorkspaceError(message, { cause: error });
  }
}

/**
 * Folders of one run, outside the repository. A build inside the repository would find its node_modules,
 * configuration and .git. A build on AWS does not. Every run has its own folders, so that two can run at
 * once.
 */
export class Workspace {
  readonly #work = new Set<Promise<unknown>>();

  private constructor(
    readonly root: string,
    /** Kept after the run, unlike {@link root}. */
    readonly logs: string,
    readonly repository: string,
  ) {}

  /** The bare repository in place of the source provider. */
  get origin(): string {
    return join(this.root, 'origin.git');
  }
  /** A clone, like the owner's, from which commands deploy. */
  get checkout(): string {
    return join(this.root, 'checkout');
  }
  /** A clone of the commit that is delivered first, so that the rehearsed one is an upgrade. */
  get earlierCheckout(): string {
    return join(this.root, 'earlier');
  }
  /** HOME of every child process. */
  get home(): string {
    return join(this.root, 'home');
  }
  /** Kept after the run, unlike the emulator's own folder. */
  get emulatorLog(): string {
    return join(this.logs, 'emulator.log');
  }
  get artifacts(): string {
    return join(this.root, 'artifacts');
  }
  get builds(): string {
    return join(this.root, 'builds');
  }

  static async make(repository: string, startedAt: Date): Promise<Workspace> {
    const temporary = await realpath(tmpdir());
    await sweep(temporary, join(repository, '.waypost', 'logs'));
    // With host and process, so that a later run knows whether this one has ended.
    const root = await mkdtemp(join(temporary, `${RUN}${process.pid}-`));
    const stamp = startedAt.toISOString().replace(/[-:]/g, '').slice(0, 15);
    const logs = join(repository, '.waypost', 'logs', `${stamp}-${process.pid}`);
    const workspace = new Workspace(root, logs, repository);
    try {
      await workspace.#furnish();
    } catch (fault) {
      // Nothing else would remove it. A Ctrl-C at the terminal ends git, too.
      await workspace.remove();
      throw fault;
    }
    return workspace;
  }

  async #furnish(): Promise<void> {
    for (const folder of [this.logs, this.home, this.artifacts, this.builds]) {
      await mkdir(folder, { recursive: true });
    }
    await this.#hideOwnFolder();
    await ownGit(this.root, ['init', '--quiet', '--template=', '--bare', 'origin.git']);
    // As for FETCH.
    await ownGit(this.origin, ['config', 'receive.shallowUpdate', 'true']);
  }

  /** What a rehearsal writes into the repository is no change of its owner's. */
  async #hideOwnFolder(): Promise<void> {
    const own = dirname(dirname(this.logs));
    const isIgnored = await ifFound(git(this.repository, ['check-ignore', '--quiet', this.logs]));
    if (isIgnored === undefined) await writeFile(join(own, '.gitignore'), '*\n');
  }

  /** Work in these folders. {@link remove} waits for its end: otherwise it would make them again. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    try {
      return await work;
    } finally {
      this.#work.delete(work);
    }
  }

  /**
   * A checkout of the commit. It is on no branch before {@link publish}, because the branch is in the commit's
   * own configuration.
   */
  async makeCheckout(commit: string, folder = this.checkout): Promise<void> {
    await this.#push(commit, CANDIDATE);
    await ownGit(this.root, ['init', '--quiet', '--template=', folder]);
    await ownGit(folder, ['remote', 'add', 'origin', this.origin]);
    await ownGit(folder, ['fetch', ...FETCH, 'origin', CANDIDATE]);
    await ownGit(folder, ['checkout', '--quiet', '--detach', 'FETCH_HEAD']);
  }

  /** Gives a checkout the owner's installed packages: folder in it, relative -> node_modules. */
  async linkPackages(packages: ReadonlyMap<string, string>, folder = this.checkout): Promise<void> {
    for (const [where, nodeModules] of packages) {
      await symlink(nodeModules, join(folder, where, 'node_modules'));
    }
    // `node_modules/` in .gitignore does not match a link.
    await mkdir(join(folder, '.git', 'info'), { recursive: true });
    await writeFile(join(folder, '.git', 'info', 'exclude'), 'node_modules\n');
  }

  /** Puts a commit of the owner's repository on the branch that the pipeline watches. */
  async publish(commit: string, branch: string, folder = this.checkout): Promise<void> {
    await this.#push(commit, `refs/heads/${branch}`);
    await ownGit(folder, ['fetch', ...FETCH, 'origin']);
    const tracking = ['-B', branch, '--track', `origin/${branch}`];
    await ownGit(folder, ['checkout', '--quiet', ...tracking]);
  }

  async #push(commit: string, ref: string): Promise<void> {
    // Our own push: the owner's hooks and settings must not touch it.
    const plain = [
      '--no-verify',
      '--no-signed',
      '--recurse-submodules=no',
      `--receive-pack=${RECEIVE}`,
    ];
    const what = [this.origin, `${commit}:${ref}`];
    await git(this.repository, ['push', '--quiet', '--force', ...plain, ...what]);
  }

  /** Removes a folder in the background: nobody needs to wait for it. @returns why it could not be removed */
  async discard(folder: string): Promise<string | undefined> {
    const removal = removeFolder(folder).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    return this.during(removal);
  }

  /** Removes the folders when all work in them has ended. */
  async remove(): Promise<void> {
    // Ending work may start more: it removes a build's folder.
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
    await removeFolder(this.root);
  }
}
