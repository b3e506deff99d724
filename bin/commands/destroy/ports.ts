import type { AccountAndRegion, Config } from '../../../lib/config/config';
import type { TemplateResource } from '../../../lib/pricing/template';
import type { Assembly } from '../../../release/assembly/assembly';
import type { Desk } from '../terminal/desk';
import type { StackAddress } from '../../../lambdas/shared/stack-address';

export interface DestroyPorts {
  /** An account, in AWS or in the rehearsal. @throws CommandError REHEARSAL_NOT_RUNNING */
  readonly open: (place: AccountAndRegion, rehearsal: boolean) => StackCloud;
  /** The cloud assembly of the configuration as it is now. */
  readonly assemble: (config: Config) => Promise<Pick<Assembly, 'stacks'>>;
  readonly desk: Desk;
}

export interface StandingStack extends StackAddress {
  readonly stackId: string;
  /** CloudFormation's. */
  readonly status: string;
  /** Whether CloudFormation refuses to delete it. */
  readonly protected: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A resource that stays when its stack goes. */
export interface KeptResource extends StackAddress {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly resource: TemplateResource;
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
  /** `undefined` for a stack that is not there. */
  find(address: StackAddress): Promise<StandingStack | undefined>;
  /** The same in another account, by the role that bootstrap lets this one deploy with. */
  findElsewhere(account: string, address: StackAddress): Promise<StandingStack | undefined>;
  /** What stays of it when it goes. */
  keeps(stack: StandingStack): Promise<KeptResource[]>;
  /** What stayed of stacks of that name which went, as long as CloudFormation remembers: 90 days. */
  kept(address: StackAddress): Promise<KeptResource[]>;
  /** Lets CloudFormation delete it. */
  unprotect(stack: StandingStack): Promise<void>;
  /**
   * Deletes it, and waits for the end.
   * @returns what could not be deleted; empty when the stack is gone
   */
  remove(stack: StandingStack): Promise<DeletionFault[]>;
  /** Names of log groups that begin so. */
  logGroups(region: string, prefix: string): Promise<string[]>;
}
