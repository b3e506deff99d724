import type { SoundRecord } from '../sound';

/** A record of the configuration, and where in DNS it is. */
export interface PlacedRecord {
  readonly path: string;
  readonly record: SoundRecord;
  readonly name: string;
  /** Fully qualified, without the trailing dot. */
  readonly fullName: string;
  /** Another environment's domain that holds the name. */
  readonly otherZone: string | undefined;
  /** Whether a CNAME of the configuration leads here. */
  readonly isTarget: boolean;
  /** Whether a delegation of this zone names it as a server: its addresses have to be here as well. */
  readonly isNameServer: boolean;
}
