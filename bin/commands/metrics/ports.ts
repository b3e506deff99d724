import type { PipelineHistory } from '../../../lambdas/pipeline-notifications/ports';
import type { AccountAndRegion } from '../../../lib/config/config';

export interface PipelinePast {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  /** Each method rejects with CommandError. */
  readonly history: PipelineHistory;
}

/** What `metrics` needs from outside. */
export interface MetricsPorts {
  /** The tools account, in AWS or in the rehearsal. @throws CommandError REHEARSAL_NOT_RUNNING */
  readonly open: (tools: AccountAndRegion, rehearsal: boolean, pipeline: string) => PipelinePast;
  readonly now: () => Date;
  readonly print: (text: string) => void;
}
