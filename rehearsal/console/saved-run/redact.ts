import { createEngine } from '@secretlint/node';
import { SECRET_NAME, SHORTEST } from './secret-names';

const MASK = '***';

const RULES = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] };

/**
 * Secrets that the rules do not find, in a line of a log or an address. The second group is masked. The part
 * before it has a limited length, because a line may be a megabyte long.
 */
const PATTERNS: readonly RegExp[] = [
  new RegExp(
    `((?:${SECRET_NAME})[\\w.-]{0,64}["'\`]?\\s{0,8}[:=]\\s{0,8}["'\`]?)([^\\s"'\`,;&<>]{8,})`,
    'gi',
  ),
  /(\b(?:Bearer|Basic)\s+)([\w.~+/=-]{8,})/gi,
  /(:\/\/(?:[^/\s:@]{0,256}:)?)([^@\s/]+)(?=@)/g,
  /(\b)((?:AKIA|ASIA)[A-Z0-9]{16})\b/g,
];

/** A copy without secrets: known ones, those that secretlint finds, and values with the name of a secret. */
export async function redacted<T>(value: T, known: readonly string[]): Promise<T> {
  const texts = new Set<string>();
  visit(value, (text) => {
    texts.add(text);
    return text;
  });
  const clean = await cleanTexts([...texts], known);
  return visit(value, (text) => clean.get(text) ?? MASK) as T;
}

async function cleanTexts(
  texts: readonly string[],
  known: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await findByRules(texts);
  // The longest first, because one may be a part of another.
  const secrets = [...new Set([...known, ...found])]
    .filter((secret) => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  return new Map(
    texts.map((text) => {
      let clean = text;
      for (const secret of secrets) clean = clean.replaceAll(secret, MASK);
      for (const pattern of PATTERNS) clean = clean.replace(pattern, `$1${MASK}`);
      return [text, clean];
    }),
  );
}

interface Finding {
  readonly messages: readonly { readonly range: readonly [number, number] }[];
}

/** Checks all texts at once, because each run of the rules is slow. */
async function findByRules(texts: readonly string[]): Promise<string[]> {
  const content = texts.join('\n');
  const engine = await createEngine({ formatter: 'json', color: false, configFileJSON: RULES });
  const { ok, output } = await engine.executeOnContent({ content, filePath: 'run.txt' });
  if (ok) return [];
  const findings = JSON.parse(output) as Finding[];
  return findings.flatMap(({ messages }) =>
    messages.map(({ range: [from, to] }) => content.slice(from, to)),
  );
}

/** Visits every text of a value, without the names of fields. */
function visit(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((part) => visit(part, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, visit(part, change)]),
  );
}
