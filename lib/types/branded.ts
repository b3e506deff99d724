/**
 * Strings that have passed the configuration's validation. Only `lib/config` makes them,
 * so a function that takes one need not check it again.
 */
type Branded<Brand extends string> = string & { readonly __brand: Brand };

/** Twelve digits. */
export type AccountId = Branded<'AccountId'>;

/** A region of the commercial AWS partition, such as `eu-west-1`. */
export type Region = Branded<'Region'>;

/** A registrable domain or a subdomain of one, lower case, without a trailing dot. */
export type DomainName = Branded<'DomainName'>;

/** A bare address (RFC 5321 mailbox): no display name, no angle brackets. */
export type EmailAddress = Branded<'EmailAddress'>;

/** Scheme, host and optional port as browsers send them in `Origin` (RFC 6454). */
export type Origin = Branded<'Origin'>;

/** The prefix of every physical name: `[a-z][a-z0-9-]*`, at most 20 characters. */
export type ProjectName = Branded<'ProjectName'>;

/** An environment's name: `[a-z][a-z0-9]*`, at most 10 characters. */
export type EnvironmentName = Branded<'EnvironmentName'>;
