import type { Config } from '../../../lib/config/config';
import type { PricedStack } from '../../../lib/pricing/template';
import type { LiveDns } from '../doctor/ports';
import type { WireReply } from './wire';

/** What `dns` needs from outside. */
export interface DnsPorts {
  /** @throws CommandError ZONE_FILE_UNREADABLE */
  readonly readFile: (path: string) => Promise<string>;
  /** The export of `waypost.config.ts`, as its owner wrote it. */
  readonly rawConfig: () => unknown;
  /** Every stack of the configuration, with its template. */
  readonly synthesize: (config: Config) => Promise<readonly PricedStack[]>;
  /** DNS through the resolvers of this machine. */
  readonly dns: LiveDns;
  readonly ask: AskServer;
  /** A label that no zone has by chance. */
  readonly unlikelyLabel: () => string;
  /** Writes the result to stdout. */
  readonly write: (text: string) => void;
  /** Writes remarks to stderr. */
  readonly note: (line: string) => void;
}

/**
 * The answer of one name server, without recursion.
 * @throws DnsUnanswered with Node's code, `EBADRESP` for an unreadable answer, or `ETRUNCATED` if TCP
 *   does not give the rest of a long answer
 */
export type AskServer = (
  server: { readonly address: string; readonly port: number },
  name: string,
  type: string,
) => Promise<WireReply>;
