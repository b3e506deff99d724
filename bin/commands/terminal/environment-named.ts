import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import { nearest } from '../../../lib/config/fields/suggest';
import { CommandError } from './command-error';

/** @throws CommandError UNKNOWN_ENVIRONMENT with the existing names */
export function environmentNamed({ environments }: Config, name: string): EnvironmentConfig {
  const found = environments.find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  const known = environments.map((candidate) => candidate.name);
  throw new CommandError(
    'UNKNOWN_ENVIRONMENT',
    `There is no environment "${name}" in waypost.config.ts. ${choice(name, known)}`,
  );
}

/** `Did you mean "dev"? Choose one of dev, prod.` */
export function choice(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  return `${guess === undefined ? '' : `Did you mean "${guess}"? `}Choose one of ${known.join(', ')}.`;
}
