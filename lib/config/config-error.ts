import { inspect } from 'node:util';

/** One thing to mend in `waypost.config.ts`. */
export interface Problem {
  /** Where, such as `environments[1].records[0].name`; empty for the whole. */
  readonly path: string;
  /** The value as written; `undefined` for a missing key. */
  readonly found: unknown;
  readonly expected: string;
  /** What to write instead, as an instruction. */
  readonly fix: string;
}

/** The configuration's values are wrong. Holds every problem at once. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';

  constructor(readonly problems: readonly Problem[]) {
    super(listed('problem', problems));
    this.name = 'ConfigError';
  }
}

/** `waypost.config.ts` cannot be read as a module with a default export. */
export class ConfigFileError extends Error {
  readonly code = 'CONFIG_UNREADABLE';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConfigFileError';
  }
}

/** Each with what was found, what was expected, and what to do; `what` such as `problem`. */
export function listed(what: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? `1 ${what}` : `${problems.length} ${what}s`;
  return [`waypost.config.ts has ${count}:`, ...problems.map(describe)].join('\n\n');
}

function describe({ path, found, expected, fix }: Problem): string {
  return [
    `  ${path || 'the whole configuration'}`,
    `    found:    ${show(found)}`,
    `    expected: ${expected}`,
    `    fix:      ${fix}`,
  ].join('\n');
}

const SHOWN_CHARACTERS = 120;

/** A value on one line, and not all of a long one. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
}
