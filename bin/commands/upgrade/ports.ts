import type { ReleaseAssembly } from '../../../release/assembly/assembly';
import type { Colours } from '../../../release/review/page/terminal';

/** What `upgrade` needs from outside. It changes nothing in the repository. */
export interface UpgradePorts {
  readonly repository: UpgradeRepository;
  /**
   * Makes the cloud assembly of a tree of files, with the packages that it names.
   * @param tree id of a git tree or commit
   * @throws CommandError SYNTHESIS_FAILED with the end of the output
   */
  readonly synthesize: (tree: string) => Promise<ReleaseAssembly>;
  readonly write: (text: string) => void;
  /** Writes a line about the progress to stderr. */
  readonly note: (line: string) => void;
  readonly colours: Colours;
  readonly now: Date;
}

/** The owner's repository. */
export interface UpgradeRepository {
  /** Id of the commit with this name; `undefined` if there is none. */
  commit(name: string): Promise<string | undefined>;
  /** The newest commit that both have; `undefined` if they have none. */
  commonCommit(one: string, other: string): Promise<string | undefined>;
  /** Paths that differ between two commits. */
  changedFiles(from: string, to: string): Promise<readonly string[]>;
  /** Text of a file in a commit; an empty text if there is no such file. */
  file(commit: string, path: string): Promise<string>;
  /** The result of a merge. */
  merge(
    ours: string,
    theirs: string,
  ): Promise<{ readonly tree: string; readonly conflicts: readonly string[] }>;
}
