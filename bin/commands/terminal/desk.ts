/** The environment, in texts for the owner. */
export interface EnvironmentLabel {
  readonly name: string;
  /** For the commands that an error names: `prod`, or `prod --rehearsal`. */
  readonly words: string;
}

/** The person or the script in front of us. */
export interface Desk {
  /** To stdout, as it is. */
  write(text: string): void;
  /** A line to stderr. */
  note(line: string): void;
  /** Whether a person reads stdout. */
  readonly isScreen: boolean;
  /** `undefined` when nobody can be asked, or the answer is the end of the input. */
  ask(question: string): Promise<string | undefined>;
  /** @throws CommandError FILE_EXISTS unless `force`, FILE_NOT_WRITTEN */
  save(path: string, text: string, force: boolean): Promise<void>;
  now(): Date;
}
