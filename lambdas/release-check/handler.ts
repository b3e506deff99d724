import { errorFields, type Logger } from '../shared/logger';
import { checkRelease, type CheckRequest } from './check-release';
import { explainVerdict } from './explain-verdict';
import type { JobResults, ReleaseSources } from './ports';

/** The part that is used of CodePipeline's event. */
export interface PipelineJobEvent {
  readonly 'CodePipeline.job': {
    readonly id: string;
    readonly data: {
      readonly actionConfiguration: {
        /** `UserParameters`: the id of the execution, which the event has nowhere else. */
        readonly configuration: { readonly UserParameters?: string };
      };
    };
  };
}

export interface CheckHandlerProps extends Pick<CheckRequest, 'environment' | 'window'> {
  readonly pipeline: string;
  /** Called for each job, as what they work under ends. */
  readonly sources: () => ReleaseSources;
  readonly results: JobResults;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Always answers a job: otherwise CodePipeline waits until the action's time limit. */
export function checkHandler({ sources, results, logger, now, ...props }: CheckHandlerProps) {
  return async (event: PipelineJobEvent): Promise<void> => {
    const { id, data } = event['CodePipeline.job'];
    const executionId = data.actionConfiguration.configuration.UserParameters ?? '';
    const request = { ...props, executionId, now: now() };
    const log = logger.with({ executionId });
    let failure: string | undefined;
    try {
      const verdict = await checkRelease(request, sources());
      log.info('release checked', { outcome: verdict.kind });
      if (verdict.kind !== 'unchanged') failure = explainVerdict(verdict, request);
    } catch (error) {
      log.error('release not checked', { error: errorFields(error) });
      failure = `${props.environment} could not be checked: ${String(error)}\nNothing was deployed. Fix the cause, then retry the action.`;
    }
    await (failure === undefined ? results.succeed(id) : results.fail(id, failure));
  };
}
