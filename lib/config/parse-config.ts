import type { z } from 'zod';
import { isJsonObject } from '../../lambdas/shared/json-object';
import type { Config } from './config';
import { ConfigError, type Problem, show } from './config-error';
import { crossFieldProblems } from './cross-field-rules';
import type { SoundPart } from './sound';
import { configSchema } from './schema';
import { nearest } from './fields/suggest';

type Path = readonly PropertyKey[];

/**
 * The one way from what an owner wrote to a `Config`.
 * @throws ConfigError with every problem at once: of single values first, of rules between fields last.
 */
export function parseConfig(raw: unknown): Config {
  const result = configSchema.safeParse(raw);
  const issues = result.success ? [] : result.error.issues;
  const ofValues = issues.flatMap((issue) => toProblems(issue, raw));
  const told = new Set(ofValues.map(({ path }) => path));
  const problems = [
    ...ofValues,
    // To a rule, a value that is wrong by itself is missing.
    ...crossFieldProblems(soundPart(raw, issues)).filter(({ path }) => !told.has(path)),
  ];
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return result.data;
}

function toProblems(issue: z.core.$ZodIssue, raw: unknown): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(', ');
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const guess = nearest(key, known);
      return {
        path: format(path),
        found: valueAt(raw, path),
        expected: `one of the keys ${known.join(', ')}`,
        fix: guess ? `did you mean "${guess}"? Otherwise remove it` : 'remove this key',
      };
    });
  }
  const found = valueAt(raw, issue.path);
  return [{ path: format(issue.path), found, expected: issue.message, fix: fixOf(issue, found) }];
}

function fixOf(issue: z.core.$ZodIssue, found: unknown): string {
  const given: unknown = issue.code === 'custom' ? issue.params?.['fix'] : undefined;
  if (typeof given === 'string') return given;
  if (found === undefined) return 'add this key';
  if (issue.code === 'too_small') return 'add what is missing';
  if (issue.code === 'too_big') return 'remove some';
  return shapeOf(issue, found);
}

/** How a value of another shape is written. */
function shapeOf({ code, message, ...issue }: z.core.$ZodIssue, found: unknown): string {
  if (code !== 'invalid_type') return `write ${message}`;
  if ('expected' in issue && issue.expected === 'array') {
    return typeof found === 'string'
      ? `write a list: [${show(found)}]`
      : 'put it into brackets, as a list: [...]';
  }
  const keys = message.replace(/^an object with the keys /, '').split(', ');
  return `write { ${keys.map((key) => `${key}: ...`).join(', ')} }`;
}

/** `raw` without what the issues name, so that rules between fields compare sound values only. */
function soundPart(raw: unknown, issues: readonly z.core.$ZodIssue[]): SoundPart {
  const faulty = new Set(
    issues.filter(({ code }) => code !== 'unrecognized_keys').map(({ path }) => format(path)),
  );
  return (copyWithout(raw, [], faulty) as SoundPart | undefined) ?? {};
}

function copyWithout(value: unknown, path: Path, faulty: ReadonlySet<string>): unknown {
  if (faulty.has(format(path))) return undefined;
  if (Array.isArray(value))
    return value.map((element, index) => copyWithout(element, [...path, index], faulty));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, copyWithout(inner, [...path, key], faulty)]),
  );
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    raw,
  );
}

/** `environments[1].domain` */
function format(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
