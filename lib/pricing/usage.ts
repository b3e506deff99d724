import type { PriceName } from './prices';
import type { PricedResource } from './template';

/** How much a resource uses of something that has a price. */
export interface Usage {
  readonly price: PriceName;
  /** Units a month without messages or releases. */
  readonly idle?: number;
  /** Units more for 1,000 messages in an environment, and for ten releases in the tools account. */
  readonly used?: number;
}

/**
 * What a resource costs by.
 * @throws UnpricedError for a resource without a known price
 */
export type Rule = (resource: PricedResource, logicalId: string) => readonly Usage[];

/** A resource that the table would silently leave out. */
export class UnpricedError extends Error {
  readonly code = 'RESOURCE_UNPRICED';

  constructor(what: string, fix: string) {
    super(`The cost of ${what} is not known: ${fix}`);
    this.name = 'UnpricedError';
  }
}
