import { RELEASE_FILES, releaseKey } from '../../../release-check/contract';

/** Pages of AWS's console: who opens one signs in first. */
export function consoleLinks(target: {
  readonly region: string;
  readonly pipeline: string;
  readonly bucket: string;
}) {
  const { region, pipeline, bucket } = target;
  const home = `https://${region}.console.aws.amazon.com`;
  const pipelines = `${home}/codesuite/codepipeline/pipelines/${pipeline}`;
  return {
    /** Where one approves, and retries a stage. */
    pipeline: `${pipelines}/view?region=${region}`,
    execution: (id: string) => `${pipelines}/executions/${id}/timeline?region=${region}`,
    /** What the diff step wrote of a release. */
    page: (environment: string, executionId: string) =>
      `${home}/s3/object/${bucket}?region=${region}&prefix=${releaseKey(environment, executionId, RELEASE_FILES.page)}`,
  };
}

export type ConsoleLinks = ReturnType<typeof consoleLinks>;
