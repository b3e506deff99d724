import type { Config } from '../../lib/config/config';

/** The repository that commands work for. */
export interface Project {
  /** Its folder. */
  readonly root: string;
  /** Reads the configuration, which a command does when it runs. @throws ConfigError */
  readonly config: () => Config;
}

/** What a command needs from outside, for the repository in this folder. */
export type Given<Ports> = (root: string) => Ports | Promise<Ports>;
