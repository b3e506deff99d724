import type { S3Location } from '../runner/artifacts';
import type { Credentials } from '../emulator/cloud';
import type { JobId } from '../emulator/control';
import type { LambdaAction } from '../plan/plan';
import type { Execution } from '../runner/execution';
import type { ActionHost } from './host';
import { substitute } from './variables';

export interface Job {
  readonly id: JobId;
  readonly action: LambdaAction;
  readonly execution: Execution;
  readonly host: ActionHost;
  /** The action's role. The function gets its credentials for the artifacts. */
  readonly role: Credentials;
  /** The places of the output artifacts. */
  readonly outputs: ReadonlyMap<string, S3Location>;
  /** The function's token from its last answer. */
  readonly continuationToken: string | undefined;
}

const SESSION_MS = 60 * 60_000;

/**
 * The event that CodePipeline sends to a function.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html
 */
export async function jobEvent(job: Job) {
  const { action, execution, role, continuationToken } = job;
  const artifacts = job.host.artifactsOf(execution);
  const inputs = await Promise.all(
    action.inputs.map(async (name) => artifact(name, await artifacts.locate(name, action.region))),
  );
  return {
    'CodePipeline.job': {
      id: job.id.id,
      accountId: job.id.account,
      data: {
        actionConfiguration: {
          configuration: {
            FunctionName: action.functionName,
            ...(action.userParameters !== undefined && {
              UserParameters: substitute(action.userParameters, execution.variables),
            }),
          },
        },
        inputArtifacts: inputs,
        outputArtifacts: [...job.outputs].map(([name, location]) => artifact(name, location)),
        artifactCredentials: { ...role, expirationTime: Date.now() + SESSION_MS },
        ...(continuationToken !== undefined && { continuationToken }),
      },
    },
  };
}

function artifact(name: string, { Bucket, Key }: S3Location) {
  return {
    name,
    revision: null,
    location: { type: 'S3', s3Location: { bucketName: Bucket, objectKey: Key } },
  };
}
