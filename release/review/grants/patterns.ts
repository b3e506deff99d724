import { characters, strengthened } from '../template/marks';
import { type Certainty, most } from '../diff/moves';

const ORDER: readonly Certainty[] = ['no', 'maybe', 'yes'];

/** Holds only if all parts hold. */
export function all(...parts: readonly Certainty[]): Certainty {
  return ORDER[Math.min(2, ...parts.map((one) => ORDER.indexOf(one)))] ?? 'no';
}

const isMark = (token: string) => /^[\ue000\ue002]/.test(token);

/** `${*}` is a star, not a wildcard. It gets a character of its own. */
const ESCAPED: Readonly<Record<string, string>> = { '*': '\ue010', '?': '\ue011', $: '\ue012' };

function tokensOf(text: string): string[] {
  return strengthened(text)
    .replace(/\$\{([*?$])\}/g, (_, sign: string) => ESCAPED[sign] ?? '')
    .split(/(\$\{[^}]*\})/)
    .flatMap((part) => (isVariable(part) ? [part] : characters(part)));
}

/**
 * `${aws:username}`: a text from the request. It covers only itself, and may be any other text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function isVariable(token: string): boolean {
  return token.startsWith('${');
}

/** The text as a pattern that matches only itself. */
export function literal(text: string): string {
  return text.replace(/[*?]/g, (sign) => `\${${sign}}`);
}

/**
 * Whether `outer` matches every text that `inner` matches, both with the wildcards of IAM. A reference to
 * a resource (marks.ts) equals only itself. For an unknown value the answer is 'maybe'.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */
export function covers(outer: string, inner: string): Certainty {
  if (outer === inner || /^\*+$/.test(outer)) return 'yes';
  // `*` is covered by no other pattern.
  if (/^\*+$/.test(inner) || (isPlain(outer) && isPlain(inner))) return 'no';
  const [one, other] = [outer, inner].map((text) => segmentsOf(tokensOf(text)));
  if (one && other) {
    return all(...one.map((segment, index) => matches(segment, other[index] ?? [])));
  }
  return matches(tokensOf(outer), tokensOf(inner));
}

function isPlain(text: string): boolean {
  return !/[*?\ue000-\ue005]|\$\{/.test(text);
}

/**
 * The six parts of an ARN. In IAM, a wildcard matches a colon only at the end of a part. Here it matches no
 * colon before the last part, so that never too much counts as covered.
 */
function segmentsOf(tokens: readonly string[]): string[][] | undefined {
  if (tokens.slice(0, 4).join('') !== 'arn:') return undefined;
  const segments: string[][] = [[]];
  for (const token of tokens) {
    if (token === ':' && segments.length < 6) segments.push([]);
    else segments.at(-1)?.push(token);
  }
  return segments.length === 6 ? segments : undefined;
}

/** A wildcard of `inner` is a character that only a wildcard covers. So never too much counts as covered. */
function matches(outer: readonly string[], inner: readonly string[]): Certainty {
  const [rows, columns] = [outer.length, inner.length];
  let below: Certainty[] = Array.from({ length: columns + 1 }, (_, at) =>
    at === columns ? 'yes' : 'no',
  );
  for (let row = rows - 1; row >= 0; row -= 1) {
    const pattern = outer[row] ?? '';
    const here: Certainty[] = new Array<Certainty>(columns + 1).fill('no');
    for (let column = columns; column >= 0; column -= 1) {
      const text = inner[column];
      const diagonal = below[column + 1] ?? 'no';
      const right = here[column + 1] ?? 'no';
      const under = below[column] ?? 'no';
      if (pattern === '*') here[column] = most(under, right);
      else if (text === undefined) here[column] = 'no';
      else if (pattern === text || (pattern === '?' && isCharacter(text))) here[column] = diagonal;
      else if (mayStandFor(pattern, text) || mayStandFor(text, pattern)) {
        const rest = most(diagonal, isMark(pattern) ? right : 'no', isMark(text) ? under : 'no');
        here[column] = all('maybe', rest);
      }
    }
    below = here;
  }
  return below[0] ?? 'no';
}

function isCharacter(token: string): boolean {
  return token !== '*' && !isMark(token) && !isVariable(token);
}

/** Each resource has its own name: a reference never equals another one, nor a wildcard. */
function mayStandFor(mark: string, token: string): boolean {
  if (!isMark(mark)) return false;
  if (mark.startsWith('\ue002')) return true;
  if (isMark(token)) return token.startsWith('\ue000') && resourceOf(token) === resourceOf(mark);
  return token !== '?' && isCharacter(token);
}

function resourceOf(mark: string): string {
  return mark.split('|').slice(0, 2).join('|');
}

/** Whether both match some text. */
export function overlap(one: string, other: string): Certainty {
  const [tokens, others] = [tokensOf(one), tokensOf(other)];
  if (!meet(tokens, others, (token) => token === '*' || isMark(token) || isVariable(token)))
    return 'no';
  return meet(tokens, others, (token) => token === '*') ? 'yes' : 'maybe';
}

function meet(
  one: readonly string[],
  other: readonly string[],
  isAny: (token: string) => boolean,
): boolean {
  let below = Array.from({ length: other.length + 1 }, (_, at) => other.slice(at).every(isAny));
  for (let row = one.length - 1; row >= 0; row -= 1) {
    const token = one[row] ?? '';
    const here = new Array<boolean>(other.length + 1).fill(false);
    here[other.length] = isAny(token) && (below[other.length] ?? false);
    for (let column = other.length - 1; column >= 0; column -= 1) {
      const text = other[column] ?? '';
      const [under, right, diagonal] = [below[column], here[column + 1], below[column + 1]];
      here[column] =
        isAny(token) || isAny(text)
          ? Boolean(under) || Boolean(right)
          : (token === text || token === '?' || text === '?') && Boolean(diagonal);
    }
    below = here;
  }
  return below[0] ?? false;
}
