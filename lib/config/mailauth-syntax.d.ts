/** The package types what it exports, which evaluates an SPF text by live DNS, and not its grammar. */
declare module 'mailauth/lib/spf/syntax' {
  /** The first fault of the terms behind `v=spf1` (RFC 7208, section 4.6), or `false`. */
  export function validateTerms(terms: readonly string[]): string | false;
}
