import { listOf } from '../template/resolve';
import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../template/template';
import { isJsonObject, objectOf } from '../../../lambdas/shared/json-object';

const SECTIONS = ['Conditions', 'Mappings', 'Parameters'] as const;

/** Conditions, mappings and parameters that a value depends on, and that the other template defines differently. */
export function changedNames(value: unknown, before: Template, after: Template): string[] {
  const seen = new Set<string>();
  const changed = new Set<string>();
  const ahead = namesIn(value);
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const section of SECTIONS) {
      const [old, now] = [before, after].map((one) => definition(one[section], name));
      if (!isDeepStrictEqual(old, now)) changed.add(name);
      if (section === 'Conditions') ahead.push(...namesIn(now));
    }
  }
  return [...changed].sort();
}

function definition(section: unknown, name: string): unknown {
  return objectOf(section)[name];
}

/** The names in `Ref`, `Fn::If` and the like. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => [
    ...namesIn(argument),
    ...named(name, listOf(argument)[0]),
  ]);
}

function named(name: string, first: unknown): string[] {
  if (typeof first !== 'string') return [];
  if (/^(?:Ref|Condition|Fn::If|Fn::FindInMap)$/.test(name)) return [first];
  return name === 'Fn::Sub' ? [...first.matchAll(/\$\{([^}]*)\}/g)].map(([, one = '']) => one) : [];
}
