import type { Config } from '../../../lib/config/config';
import type { PricedStack } from '../../../lib/pricing/template';

/** What `cost` needs from outside. */
export interface CostPorts {
  /** Every stack of the configuration, with its template. */
  readonly synthesize: (config: Config) => Promise<PricedStack[]>;
  readonly print: (text: string) => void;
}
