import type { PipelineHistory } from '../../../lambdas/pipeline-news/ports';
import type { AccountAndRegion } from '../../../lib/config/config';

export interface PipelinePast {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  /** Each method rejects with CommandError. */
  readonly history: PipelineHistory;
}

export type OpenPast = (tools: AccountAndRegion, pipeline: string) => PipelinePast;

/** What `metrics` needs from outside. */
export interface MetricsPorts {
  readonly account: OpenPast;
  /** @throws CommandError REHEARSAL_NOT_RUNNING */
  readonly rehearsal: OpenPast;
  readonly now: () => Date;
  readonly print: (text: string) => void;
}
