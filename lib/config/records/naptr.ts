import { z } from 'zod';
import { type InputOf, record, Refusal, text, whole } from '../fields/field';
import { hostOrRoot } from '../fields/internet-names';

/** A `<character-string>` of RFC 1035 holds 255 bytes. */
const LONGEST = 255;

const flags = text<string>('one letter or digit, such as "u" or "s", or "" for none', (value) =>
  /^[a-z0-9]?$/i.test(value) ? value : new Refusal('write one flag: "u", "s", "a", "p", or ""'),
);

const service = text<string>('a service, such as "E2U+sip", or ""', (value) =>
  /^[\w+:.-]*$/.test(value) && value.length <= LONGEST
    ? value
    : new Refusal('write the service without quotes and spaces, such as "SIP+D2T"'),
);

const regexp = text<string>(
  'a substitution, such as "!^.*$!sip:info@example.com!", or ""',
  (value) => substitutionFault(value) ?? value,
);

/** RFC 3403, section 4.1. What is left out says nothing: `""`, and `.` for `replacement`. */
const schema = record({
  /** The lowest first; 0 to 65535. */
  order: whole('order', 0, 65_535),
  /** Among rules of one order the lowest first; 0 to 65535. */
  preference: whole('preference', 0, 65_535),
  /** One of `u` (the regexp gives a URI), `s` (SRV records of the replacement), `a` (its addresses). */
  flags: flags.default(''),
  /** Such as `E2U+sip` or `SIP+D2T`. */
  service: service.default(''),
  /**
   * Expression and replacement between three equal characters: `!^.*$!sip:info@example.com!`. Leave
   * it out where there is a `replacement`.
   */
  regexp: regexp.default(''),
  /** The name to go on with. Leave it out where there is a `regexp`. */
  replacement: hostOrRoot.default('.'),
}).transform((given, context) => {
  const { flags, regexp, replacement } = given;
  const fix = sideFault(flags.toLowerCase(), regexp !== '', replacement !== '.');
  if (fix === undefined) return given;
  context.addIssue({
    code: 'custom',
    message: 'either a regexp or a replacement, not both (RFC 3403, section 4.1)',
    params: { fix },
  });
  return z.NEVER;
});

/** Either `regexp` or `replacement`. */
export type NamingRuleInput = InputOf<typeof schema>;
export const naptrValue: z.ZodType<z.output<typeof schema>, NamingRuleInput> = schema;

/** What to do about a rule whose flag asks for the other of the two; `undefined` if nothing. */
function sideFault(flag: string, rewrites: boolean, replaces: boolean): string | undefined {
  if (rewrites && replaces) return 'remove one of the two';
  if (!rewrites && !replaces) return 'add one of the two';
  if (flag === 'u' && replaces)
    return 'write a regexp instead of the replacement: with flag "u" the result is a URI';
  return (flag === 's' || flag === 'a') && rewrites
    ? `write a replacement instead of the regexp: with flag "${flag}" the result is the name of a host`
    : undefined;
}

/** RFC 3402, section 3.2: delimiter, expression, delimiter, replacement, delimiter, perhaps `i`. */
function substitutionFault(value: string): Refusal | undefined {
  if (value === '') return undefined;
  if (!/^[\x20-\x7e]*$/.test(value) || value.length > LONGEST) {
    return new Refusal(`write at most ${LONGEST} characters of printable ASCII`);
  }
  const [delimiter = ''] = value;
  const parts = withoutEscapes(value.slice(1)).split(delimiter);
  const [expression = '', replacement = '', ending = ''] = parts;
  if (/[0-9i\\]/i.test(delimiter) || parts.length !== 3 || !/^i?$/i.test(ending)) {
    return new Refusal(
      'write expression and replacement between three equal characters, such as "!^.*$!sip:info@example.com!"',
    );
  }
  const groups = outside(expression).replace(/[^(]/g, '').length;
  const used = [...value.matchAll(/\\([1-9])/g)].map(([, group]) => Number(group));
  if (expression === '' || groups !== outside(expression).replace(/[^)]/g, '').length) {
    return new Refusal('close each parenthesis of the expression');
  }
  return replacement !== '' && used.every((group) => group <= groups)
    ? undefined
    : new Refusal('use in the replacement only groups that the expression has');
}

/** An expression without its sets of characters, in which a bracket means itself. */
function outside(expression: string): string {
  return expression.replace(/\[\^?\]?[^\]]*\]/g, '');
}

/** Each escaped character as two that mean nothing, so that positions stay. */
function withoutEscapes(text: string): string {
  return text.replace(/\\./g, '__');
}
