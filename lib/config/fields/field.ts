import { z } from 'zod';
import { nearest } from './suggest';

/** A refused value, with the instruction that fixes it. */
export class Refusal {
  constructor(readonly fix: string) {}
}

/**
 * A single value. zod's own checks know a type and a message; an owner needs what was expected and
 * how to fix it, so `read` decides and answers with the typed value or a `Refusal`.
 */
export function field<Input, Output>(
  expected: string,
  read: (value: unknown) => Output | Refusal,
): z.ZodType<Output, Input> {
  return z.custom<Input>().transform((value, context) => {
    const result = value === undefined ? new Refusal('add this key') : read(value);
    if (!(result instanceof Refusal)) return result;
    const { fix } = unseen(value, read) ?? result;
    context.addIssue({
      code: 'custom',
      message: expected,
      params: { fix },
    });
    return z.NEVER;
  });
}

/** A string; `read` need not deal with other types. */
export function text<Output>(
  expected: string,
  read: (value: string) => Output | Refusal,
): z.ZodType<Output, string> {
  return field(expected, (value) =>
    typeof value === 'string' ? read(value) : new Refusal('write it as a string, in quotes'),
  );
}

/** Characters that a reader does not see in a line: white space, marks such as U+200B. */
const UNSEEN = /^\s+|\s+$|\p{Cf}|(?! )\p{Zs}/gu;

/** Message for a value that would be valid without its invisible characters. */
function unseen(value: unknown, read: (value: string) => unknown): Refusal | undefined {
  if (typeof value !== 'string') return undefined;
  const [character] = value.match(UNSEEN) ?? [];
  if (character === undefined) return undefined;
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
  const what = /^ +$/.test(character) ? 'the space around it' : `the invisible character U+${code}`;
  // Another kind of space means a space, where the value may have one.
  const spaced = value.replace(UNSEEN, (one) => (/\p{Zs}/u.test(one) ? ' ' : '')).trim();
  const seen = [spaced, value.replace(UNSEEN, '')].find((one) => !(read(one) instanceof Refusal));
  return seen === undefined ? undefined : new Refusal(`remove ${what}: write "${seen}"`);
}

export const flag = field<boolean, boolean>('true or false', (value) =>
  typeof value === 'boolean' ? value : new Refusal('write true or false, without quotes'),
);

/** A whole number from `least` to `most`; `unit` such as `days`. */
export function whole(unit: string, least: number, most: number): z.ZodType<number, number> {
  const range = `${least} to ${most}`;
  return field(`a whole number of ${unit}, ${range}`, (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : new Refusal(`write a whole number, ${range}, without quotes`),
  );
}

/** One of a few values. */
export function choice<Value extends string | number, Input = Value>(
  values: readonly Value[],
): z.ZodType<Value, Input> {
  const list = values.map((value) => JSON.stringify(value)).join(', ');
  return field(`one of ${list}`, (found) => {
    const value = values.find((one) => one === found);
    if (value !== undefined) return value;
    const guess = typeof found === 'string' ? nearest(found, values.map(String)) : undefined;
    const written = values.find((one) => String(one) === guess);
    return new Refusal(
      written === undefined
        ? 'write one of these values'
        : `did you mean ${JSON.stringify(written)}?`,
    );
  });
}

/** `false` for an option that is off, or a value of the schema. */
export function offOr<Output, Input>(
  schema: z.ZodType<Output, Input>,
): z.ZodType<Output | false, Input | false> {
  // A union would only say that no member fits.
  return z.custom<Input | false>().transform((value, context): Output | false => {
    if (value === false) return false;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) context.addIssue({ ...issue });
    return z.NEVER;
  });
}

/**
 * An object whose `type` says which of the schemas it has; `what` it is, such as `a field`.
 * `remedies`: what to do about a type that people know from elsewhere.
 */
export function variants<const Schemas extends readonly [Variant, ...Variant[]]>(
  what: string,
  schemas: Schemas,
  remedies: Readonly<Record<string, string>> = {},
): z.ZodType<z.output<Schemas[number]>, z.input<Schemas[number]>> {
  const types = schemas.flatMap(({ _zod }) => Array.from(_zod.propValues['type'] ?? [], String));
  const message = `${what} of type ${types.slice(0, -1).join(', ')} or ${types.at(-1) ?? ''}`;
  const union = z.discriminatedUnion('type', schemas, { error: message });
  return z.custom<z.input<Schemas[number]>>().transform((value, context) => {
    const result = union.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const { type } = Object(value) as { readonly type?: unknown };
      const fix = typeFix(type, types, remedies);
      const isOfType = issue.code === 'invalid_union';
      context.addIssue(
        isOfType ? { code: 'custom', path: ['type'], message, params: { fix } } : { ...issue },
      );
    }
    return z.NEVER;
  });
}

type Variant = z.core.$ZodType & z.core.$ZodTypeDiscriminable;

function typeFix(
  type: unknown,
  types: readonly string[],
  remedies: Readonly<Record<string, string>>,
): string {
  if (type === undefined) return 'add this key';
  if (typeof type !== 'string') return 'use one of these types';
  const guess = nearest(type, types);
  return (
    remedies[type.toUpperCase()] ??
    (guess === undefined ? 'use one of these types' : `did you mean "${guess}"?`)
  );
}

/**
 * An object without other keys. The message of an unknown key lists the known ones. The comment of each key is
 * for the owner: it is in `InputOf`, so an editor shows it.
 */
export function record<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? keys : `an object with the keys ${keys}`,
  });
}

/** A list of `least` to `most` elements. */
export function list<Output, Input>(
  what: string,
  element: z.ZodType<Output, Input>,
  { least = 0, most = Infinity } = {},
): z.ZodType<readonly Output[], readonly Input[]> {
  const bounds = [
    least > 0 ? `at least ${least}` : '',
    Number.isFinite(most) ? `at most ${most}` : '',
  ]
    .filter(Boolean)
    .join(' and ');
  const error = `a list of ${what}${bounds && `, ${bounds}`}`;
  const elements = z.array(element, { error }).min(least, { error });
  return Number.isFinite(most) ? elements.max(most, { error }) : elements;
}

/**
 * What an owner writes for an object. The mapped type stands here instead of `Readonly<z.input<Schema>>`,
 * because an editor then shows the name of a type that is one of these, and not all of its keys.
 */
export type InputOf<Schema extends z.ZodType> = {
  readonly [Key in keyof z.input<Schema>]: z.input<Schema>[Key];
};

/** What an object is after parsing. */
export type OutputOf<Schema extends z.ZodType> = {
  readonly [Key in keyof z.output<Schema>]: z.output<Schema>[Key];
};
