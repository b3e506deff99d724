import { isJsonObject } from '../../../lambdas/shared/json-object';
import type { PropertyChange } from './model';

/** Names of secrets. */
const SECRET =
  /^LoginProfile$|(?:Password|Passphrase|(?<!Generate)Secret(?:_?String|_?Access_?Key)?|Auth_?Token|Private_?Key(?:Plaintext)?|Api_?Key)$/i;

export function isSecret(name: string): boolean {
  return SECRET.test(name.split('.').at(-1) ?? '');
}

/** The value without secrets, which should be in no template. A reference to a secret stays. */
function veiled(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((one) => veiled(one, name));
  const isCall = isJsonObject(value) && Object.keys(value).some((key) => /^Ref$|^Fn::/.test(key));
  if (typeof value === 'string' || isCall)
    return isSecret(name) && !leadsToSecret(value) ? '(not shown)' : value;
  if (!isJsonObject(value)) return value;
  // `{ Name: 'DB_PASSWORD', Value: '...' }`: builds and containers have this form.
  const { Name } = value;
  return Object.fromEntries(
    Object.entries(value).map(([member, one]) => [
      member,
      veiled(
        one,
        isSecret(name) ? name : member === 'Value' && typeof Name === 'string' ? Name : member,
      ),
    ]),
  );
}

/** No secret itself: the place of one, or whether there is one. */
function leadsToSecret(value: unknown): boolean {
  return (
    value === 'true' ||
    value === 'false' ||
    JSON.stringify(value ?? '').includes('{{resolve:') ||
    (isJsonObject(value) && ('Ref' in value || 'Fn::GetAtt' in value))
  );
}

/** How many characters of a value the page shows, and how many of them before the first difference. */
const LONGEST_VALUE = 400;
const LEAD = 80;

/** Both sides of a property. Long ones begin shortly before the first difference. */
export function valuesOf(
  name: string,
  one: unknown,
  other: unknown,
): Pick<PropertyChange, 'before' | 'after'> {
  const [before, after] = [one, other].map((value) => wordsOf(veiled(value, name)));
  const from = Math.max(0, partingOf(before ?? '', after ?? '') - LEAD);
  const long = [before, after].some((text = '') => text.length > LONGEST_VALUE);
  const short = (text: string) => {
    if (!long) return text;
    const to = from + LONGEST_VALUE;
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${text.length > to ? '…' : ''}`;
  };
  return {
    ...(before !== undefined && { before: short(before) }),
    ...(after !== undefined && { after: short(after) }),
  };
}

function wordsOf(value: unknown): string | undefined {
  return typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
}

function partingOf(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}
