import list from './prices.json';

export type PriceName = keyof typeof list.prices;

export interface Price {
  /** As the table calls it. */
  readonly name: string;
  /** USD for one unit. */
  readonly usd: number;
  readonly unit: string;
  /**
   * Units a month that AWS gives every account permanently. What ends after twelve months is not
   * counted.
   */
  readonly free?: number;
  readonly source: string;
}

export interface PriceList {
  /** Day on which the prices were written down. */
  readonly date: string;
  readonly region: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
}

/** List prices, dated, each with its source. */
export const PRICES: PriceList = list;
