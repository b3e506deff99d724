import { releasePage } from '../../../release-check/contract';

/** Pages of AWS's console: who opens one signs in first. */
export function consoleLinks(target: {
  readonly region: string;
  readonly pipeline: string;
  readonly bucket: string;
}) {
  const { region, pipeline } = target;
  const pipelines = `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipeline}`;
  return {
    /** Where one approves, and retries a stage. */
    pipeline: `${pipelines}/view?region=${region}`,
    execution: (id: string) => `${pipelines}/executions/${id}/timeline?region=${region}`,
    /** What the diff step wrote of a release. */
    page: (environment: string, executionId: string) =>
      releasePage(target, environment, executionId),
  };
}

export type ConsoleLinks = ReturnType<typeof consoleLinks>;
