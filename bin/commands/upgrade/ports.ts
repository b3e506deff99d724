import type { Assembly } from '../../../release/assembly/assembly';
import type { Colours } from '../../../release/review/page/terminal';

/** What `upgrade` needs from outside. It changes nothing in the repository. */
export interface UpgradePorts {
  readonly repository: UpgradeRepository;
  /**
   * The cloud assembly of a tree of files, made with the packages that it names.
   * @param tree id of a git tree or commit
   * @throws CommandError SYNTHESIS_FAILED with the end of what was said
   */
  readonly synthesize: (tree: string) => Promise<Assembly>;
  readonly write: (text: string) => void;
  /** A line about what is going on, to stderr. */
  readonly note: (line: string) => void;
  readonly colours: Colours;
  readonly now: Date;
}

/** The owner's repository. */
export interface UpgradeRepository {
  /** Id of the commit that a name stands for; `undefined` if it stands for none. */
  commit(name: string): Promise<string | undefined>;
  /** The newest commit that both have; `undefined` if they have none. */
  commonCommit(one: string, other: string): Promise<string | undefined>;
  /** Paths that differ between two commits. */
  changedFiles(from: string, to: string): Promise<readonly string[]>;
  /** Text of a file in a commit; an empty text if it is not there. */
  file(commit: string, path: string): Promise<string>;
  /** What a merge would make. */
  merge(
    ours: string,
    theirs: string,
  ): Promise<{ readonly tree: string; readonly conflicts: readonly string[] }>;
}
