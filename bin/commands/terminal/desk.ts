/** The name of the environment, for texts. */
export interface EnvironmentLabel {
  readonly name: string;
  /** Arguments for the commands that an error names: `prod`, or `prod --rehearsal`. */
  readonly words: string;
}

/** The person or the script that runs the command. */
export interface Desk {
  /** Writes to stdout, unchanged. */
  write(text: string): void;
  /** Writes a line to stderr. */
  note(line: string): void;
  /** Whether a person reads stdout. */
  readonly isScreen: boolean;
  /** `undefined` if nobody can be asked, or the input ends. */
  ask(question: string): Promise<string | undefined>;
  /** @throws CommandError FILE_EXISTS unless `force`, FILE_NOT_WRITTEN */
  save(path: string, text: string, force: boolean): Promise<void>;
  now(): Date;
}
