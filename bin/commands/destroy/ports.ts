import type { AccountAndRegion, Config } from '../../../lib/config/config';
import type { PricedResource } from '../../../lib/pricing/template';
import type { ReleaseAssembly } from '../../../release/assembly/assembly';
import type { Desk } from '../terminal/desk';
import type { StackAddress } from '../../../lambdas/shared/stack-address';

export interface DestroyPorts {
  /** An account, in AWS or in the rehearsal. @throws CommandError REHEARSAL_NOT_RUNNING */
  readonly open: (target: AccountAndRegion, rehearsal: boolean) => StackCloud;
  /** The cloud assembly of today's configuration. */
  readonly assemble: (config: Config) => Promise<Pick<ReleaseAssembly, 'stacks'>>;
  readonly desk: Desk;
}

export interface StandingStack extends StackAddress {
  readonly stackId: string;
  /** CloudFormation's status. */
  readonly status: string;
  /** Whether CloudFormation refuses to delete it. */
  readonly protected: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A resource that stays when its stack goes. */
export interface KeptResource extends StackAddress {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly resource: PricedResource;
}

/** A resource that could not be deleted. */
export interface DeletionFault {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly reason: string;
}

/** Stacks of one account. Each method throws CommandError AWS_CREDENTIALS_MISSING or AWS_REFUSED. */
export interface StackCloud {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  /** `undefined` if there is no such stack. */
  find(address: StackAddress): Promise<StandingStack | undefined>;
  /** The same in another account, with the deployment role that bootstrap made there for this account. */
  findElsewhere(account: string, address: StackAddress): Promise<StandingStack | undefined>;
  /** Resources that stay when it is deleted. */
  keeps(stack: StandingStack): Promise<KeptResource[]>;
  /** Resources that stayed when stacks of that name were deleted. CloudFormation remembers them for 90 days. */
  kept(address: StackAddress): Promise<KeptResource[]>;
  /** Switches its termination protection off. */
  unprotect(stack: StandingStack): Promise<void>;
  /**
   * Deletes it, and waits for the end.
   * @returns resources that could not be deleted; empty if the stack is deleted
   */
  remove(stack: StandingStack): Promise<DeletionFault[]>;
  /** Names of log groups with this prefix. */
  logGroups(region: string, prefix: string): Promise<string[]>;
}
