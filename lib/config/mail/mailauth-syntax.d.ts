/** The package types what it exports, which evaluates an SPF text by live DNS, and not its grammar. */
declare module 'mailauth/lib/spf/syntax' {
  /** The first fault of the terms behind `v=spf1` (RFC 7208, section 4.6), or `false`. */
  export function validateTerms(terms: readonly string[]): string | false;
}

/** Not typed either; tests compare with it. */
declare module 'mailauth/lib/dmarc/get-dmarc-record' {
  type Tags = Readonly<Record<string, unknown>>;
  /** `null` if RFC 6376's rules for lists of tags are broken. */
  export function parseDmarcRecord(text: string, options: { readonly strict: true }): Tags | null;
  /** What a receiver applies (RFC 9989, section 4.10.1). */
  export function getPolicyTags(tags: Tags): Tags | null;
}

/** Not typed either. */
declare module 'mailauth/lib/tools' {
  /** @throws Error with a code, when there is no key or it is not sound (RFC 6376, section 3.6.1) */
  export function getPublicKey(
    type: 'DKIM',
    name: string,
    minBitLength: number,
    resolver: (name: string, type: string) => Promise<unknown[]>,
    options: { readonly strict: true },
  ): Promise<{ readonly modulusLength?: number }>;
}
