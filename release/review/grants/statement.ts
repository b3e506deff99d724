import { hasMarks, strengthened } from '../template/marks';
import { isJsonObject, type JsonObject } from '../../../lambdas/shared/json-object';
import { conditionOf } from './conditions';
import type { Names, StatementGrant } from './grant';

type Said = Pick<StatementGrant, 'effect' | 'principal' | 'action' | 'resource' | 'condition'>;

/**
 * The grant of a statement; `undefined` if it cannot be read.
 * @param holder principal, if the statement names none
 * @param self resource, if the statement names none
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function statementOf(statement: JsonObject, holder: string, self: string): Said | undefined {
  const effect = statement['Effect'];
  const names = (name: string, otherwise: string): Names | undefined => {
    const but = statement[`Not${name}`] !== undefined;
    const value = statement[but ? `Not${name}` : name];
    const patterns = value === undefined ? [otherwise] : textsOf(value);
    return patterns && { but, patterns: patterns.map(strengthened) };
  };
  const principal = names('Principal', `AWS:${holder}`);
  const action = names('Action', '*');
  const found = names('Resource', self);
  const resource = found && { ...found, patterns: found.patterns.map(completed) };
  const raw = statement['Condition'];
  const condition = conditionOf(typeof raw === 'string' ? parsed(raw) : raw);
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  if (!principal || !action || !resource || !condition) return undefined;
  return {
    effect,
    principal: { ...principal, patterns: principal.patterns.map(principalOf) },
    action,
    resource,
    condition,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** `{ Service: 'sns.amazonaws.com' }` is `Service:sns.amazonaws.com`. */
function textsOf(value: unknown): string[] | undefined {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) {
    const texts = value.map(textsOf);
    return texts.every((text) => text !== undefined) ? texts.flat() : undefined;
  }
  if (!isJsonObject(value) || Object.keys(value).length === 0) return undefined;
  const texts = Object.entries(value).map(([kind, names]) =>
    textsOf(names)?.map((name) => `${kind}:${name}`),
  );
  return texts.every((text) => text !== undefined) ? texts.flat() : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function principalOf(name: string): string {
  if (name === 'AWS:*') return '*';
  return name.replace(/^(?:AWS:)?(\d{12})$/, 'AWS:arn:aws:iam::$1:root');
}

/**
 * `arn:aws:sqs` is `arn:aws:sqs:*:*:*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html#arns-paths
 */
function completed(pattern: string): string {
  if (!pattern.startsWith('arn:') || hasMarks(pattern) || pattern.includes('${')) return pattern;
  return pattern + ':*'.repeat(Math.max(0, 6 - pattern.split(':').length));
}

/** One grant for each combination of a statement's values. */
export function singles({ effect, principal, action, resource, condition }: Said) {
  const each = ({ but, patterns }: Names): Names[] =>
    but ? [{ but, patterns }] : patterns.map(single);
  return each(principal).flatMap((who) =>
    each(action).flatMap((what) =>
      each(resource).map((where) => ({
        kind: 'statement' as const,
        effect,
        principal: who,
        action: what,
        resource: where,
        condition,
      })),
    ),
  );
}

export function single(pattern: string): Names {
  return { but: false, patterns: [pattern] };
}
