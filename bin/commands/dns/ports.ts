import type { Config } from '../../../lib/config/config';
import type { PricedStack } from '../../../lib/pricing/template';
import type { LiveDns } from '../doctor/ports';
import type { WireReply } from './wire';

/** What taking over a zone needs from outside. */
export interface DnsPorts {
  /** @throws CommandError ZONE_FILE_UNREADABLE */
  readonly readFile: (path: string) => Promise<string>;
  /** What `waypost.config.ts` exports, as its owner wrote it. */
  readonly rawConfig: () => unknown;
  /** Every stack that the configuration makes, with its template. */
  readonly synthesize: (config: Config) => Promise<readonly PricedStack[]>;
  /** DNS through the resolvers of this machine. */
  readonly dns: LiveDns;
  readonly ask: AskServer;
  /** A label that no zone has by chance. */
  readonly unlikelyLabel: () => string;
  /** To stdout: what was asked for. */
  readonly write: (text: string) => void;
  /** To stderr: what there is to say of it. */
  readonly note: (line: string) => void;
}

/**
 * What one name server answers itself, without recursion.
 * @throws DnsUnanswered with Node's code, `EBADRESP` for an unreadable answer, or `ETRUNCATED` where
 * the rest of a long answer cannot be had over TCP
 */
export type AskServer = (
  server: { readonly address: string; readonly port: number },
  name: string,
  type: string,
) => Promise<WireReply>;
