import { inspect } from 'node:util';

/** One thing to fix in `waypost.config.ts`. */
export interface Problem {
  /** Path of the value, such as `environments[1].records[0].name`; empty for the whole configuration. */
  readonly path: string;
  /** The value as the owner wrote it; `undefined` for a missing key. */
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

/**
 * Lists each problem with what was found, what was expected and what to do. `what` is a noun, such
 * as `problem`.
 */
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

/** Shows a value on one line, and cuts a long one. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = inspect(value, { depth: 1, breakLength: Infinity, compact: true });
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
}
