import { Refusal, text } from './field';

/**
 * A name that fits into addresses, names of resources and logs.
 * @param fix what to do about any other
 * @param taken what to do about a name that somebody else uses
 */
export function shortName<Name extends string>(
  fix: string,
  taken: (value: string) => Refusal | undefined = () => undefined,
) {
  return text<Name>(
    'lower-case letters, digits and single hyphens, a letter first, at most 20 characters',
    (value) =>
      taken(value) ??
      (/^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19}$/.test(value) ? (value as Name) : new Refusal(fix)),
  );
}
