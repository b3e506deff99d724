import type { Config } from '../../lib/config/config';

/** The repository that commands work for. */
export interface Project {
  /** Its folder. */
  readonly root: string;
  /** Reads the configuration. A command does so when it runs. @throws ConfigError */
  readonly config: () => Config;
}

/** Makes the ports of a command, for the repository in this folder. */
export type Given<Ports> = (root: string) => Ports | Promise<Ports>;
