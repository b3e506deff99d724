import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  type CodePipelineClient,
  PutJobFailureResultCommand,
  PutJobSuccessResultCommand,
} from '@aws-sdk/client-codepipeline';
import type { RoleCredentials } from '../shared/assume-role';
import { deployedStack } from '../shared/deployed-stack';
import { templateHash } from './contract';
import type { JobResults, ReleaseSources } from './ports';

/** Stacks, in their regions, under one session of the environment's reader role. */
export function stackVersionReader(
  assumeReader: () => Promise<RoleCredentials>,
): ReleaseSources['deployed'] {
  let session: Promise<RoleCredentials> | undefined;
  return async ({ stackName, region }) => {
    session ??= assumeReader();
    const client = new CloudFormationClient({ region, credentials: await session });
    const stack = await deployedStack(client, stackName);
    if (!stack) return undefined;
    const { template, ...state } = stack;
    return { ...state, templateHash: templateHash(template) };
  };
}

export function jobResults(codePipeline: CodePipelineClient): JobResults {
  return {
    succeed: async (jobId) => {
      await codePipeline.send(new PutJobSuccessResultCommand({ jobId }));
    },
    fail: async (jobId, message) => {
      const failureDetails = { type: 'JobFailed' as const, message };
      await codePipeline.send(new PutJobFailureResultCommand({ jobId, failureDetails }));
    },
  };
}
