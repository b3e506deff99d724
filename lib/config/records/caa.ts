import { z } from 'zod';
import { choice, flag, record, Refusal, text } from '../fields/field';
import { emailAddress } from '../fields/internet-names';
import { nearest } from '../fields/suggest';

interface Kind {
  readonly expected: string;
  readonly faultOf: (value: string) => Refusal | undefined;
}

const AUTHORITY: Kind = {
  expected: 'the domain of a certificate authority, or ";" for none',
  faultOf: issuerFault,
};

/**
 * RFC 8659, section 4, with the tags of RFC 9495 (mail), of mark certificates, and of the CA/Browser Forum's
 * Baseline Requirements, appendix A.1, by which authorities ask whoever holds the domain.
 */
const KINDS = {
  issue: AUTHORITY,
  issuewild: AUTHORITY,
  issuemail: AUTHORITY,
  issuevmc: AUTHORITY,
  iodef: {
    expected: 'an address for reports, such as "mailto:security@example.com"',
    faultOf: reportFault,
  },
  contactemail: {
    expected: 'an e-mail address alone, such as "hostmaster@example.com"',
    faultOf: addressFault,
  },
  contactphone: {
    expected: 'a phone number with its country, such as "+1 (555) 123-4567"',
    faultOf: phoneFault,
  },
} as const satisfies Readonly<Record<string, Kind>>;

type Tag = keyof typeof KINDS;

export const caaValue = record({
  /**
   * `issue`, `issuewild`, `issuemail` and `issuevmc` name an authority; `iodef`, `contactemail` and
   * `contactphone` say where it reports or asks.
   */
  tag: choice(Object.keys(KINDS) as Tag[]),
  /**
   * An authority's domain, or `;` for none. For `iodef`: a `mailto:` or `https:` address; for
   * `contactemail` an e-mail address, for `contactphone` a number such as `+1 (555) 123-4567`.
   */
  value: text<string>('a text', (value) => value),
  /** `true`: an authority that does not know the tag must refuse. Default: `false`. */
  critical: flag.optional(),
}).transform((given, context) => {
  const { expected, faultOf }: Kind = KINDS[given.tag];
  const fault = faultOf(given.value);
  if (fault === undefined) return given;
  context.addIssue({
    code: 'custom',
    path: ['value'],
    message: expected,
    params: { fix: fault.fix },
  });
  return z.NEVER;
});

function reportFault(value: string): Refusal | undefined {
  if (/^(?:mailto:[^\s"@]+@[^\s"@]+|https?:\/\/[^\s"]+)$/.test(value)) return undefined;
  return new Refusal(
    /^[^\s"@:]+@[^\s"@]+$/.test(value)
      ? `write "mailto:${value}"`
      : 'write it with "mailto:" or "https://" in front, without quotes',
  );
}

function addressFault(value: string): Refusal | undefined {
  const [issue] = emailAddress.safeParse(value).error?.issues ?? [];
  if (issue?.code !== 'custom') return undefined;
  return new Refusal(String(issue.params?.['fix']));
}

/** RFC 3966, section 5.1.4; with spaces, as in the Forum's own example. */
function phoneFault(value: string): Refusal | undefined {
  return /^\+(?=.*\d)[\d .()-]{1,40}$/.test(value)
    ? undefined
    : new Refusal(
        'begin with + and the code of the country, then digits, spaces, -, . and brackets',
      );
}

const ISSUER = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+)? *(?:; *[\x21\x23-\x7e ]*)?$/;

function issuerFault(value: string): Refusal | undefined {
  if (value !== '' && ISSUER.test(value)) return parameterFault(value);
  const [domain = '', ...conditions] = value.replace(/^"(.*)"$/, '$1').split(';');
  const name = domain.trim().replace(/\.$/, '').toLowerCase();
  const corrected = [name, ...conditions].join(';');
  return new Refusal(
    corrected !== '' && ISSUER.test(corrected)
      ? `write "${corrected}"`
      : 'write a name such as "letsencrypt.org", or ";". For reports, use the tag iodef',
  );
}

/** IANA, "ACME Validation Methods"; an authority's own begin with `ca-` (RFC 8657, section 4). */
const VALIDATION_METHODS = [
  'http-01',
  'dns-01',
  'tls-alpn-01',
  'email-reply-00',
  'tkauth-01',
  'onion-csr-01',
  'dns-account-01',
  'dns-persist-01',
  'bp-nodeid-00',
];

/**
 * What authorities would take for a condition that nothing fulfils (RFC 8659, section 4.2, and RFC 8657):
 * they would refuse every certificate.
 */
function parameterFault(value: string): Refusal | undefined {
  const texts = value
    .split(';')
    .slice(1)
    .map((text) => text.trim());
  if (texts.length === 1 && texts[0] === '') return undefined;
  const parameters = texts.map((text) =>
    /^([a-z\d]+(?:-+[a-z\d]+)*) *= *([\x21-\x7e]*)$/i.exec(text),
  );
  if (parameters.includes(null)) {
    return new Refusal(
      'write each condition as name=value, with ";" between two conditions and none at the end',
    );
  }
  const names = parameters.map((found) => found?.[1]?.toLowerCase());
  for (const [index, name] of names.entries()) {
    const given = parameters[index]?.[2] ?? '';
    if (name !== 'accounturi' && name !== 'validationmethods') continue;
    if (names.indexOf(name) !== index) return new Refusal(`write ${name} only once`);
    const fault = name === 'accounturi' ? accountFault(given) : methodFault(given);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function accountFault(uri: string): Refusal | undefined {
  return URL.canParse(uri)
    ? undefined
    : new Refusal('write the complete address of your account after accounturi=');
}

function methodFault(list: string): Refusal | undefined {
  for (const method of list.split(',')) {
    if (!/^[a-z\d-]+$/i.test(method)) {
      return new Refusal(
        'write methods after validationmethods=, with only a comma between two of them',
      );
    }
    if (VALIDATION_METHODS.includes(method) || method.startsWith('ca-')) continue;
    const guess = nearest(method, VALIDATION_METHODS);
    if (guess !== undefined) return new Refusal(`did you mean "validationmethods=${guess}"?`);
  }
  return undefined;
}
