import type { RoleCalls } from './emulator/calls';
import type { ProvisionedResource } from './emulator/inventory';
import type { Report } from './report/report-schema';

/** A stack of an account. */
export interface StackPlace {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
}

/** What the rehearsal has seen in its cloud so far. */
export interface Seen {
  readonly calls: RoleCalls;
  readonly resources: readonly ProvisionedResource[];
  readonly executions: readonly Report['executions'][number][];
}
