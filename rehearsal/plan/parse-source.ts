import { z } from 'zod';
import { actionType, base, common, flag, type Home } from './action-schema';
import type { SourceAction } from './plan-action';

const outputFormat = z.enum(['CODE_ZIP', 'CODEBUILD_CLONE_REF']).default('CODE_ZIP');

const connection = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Source'], 'CodeStarSourceConnection'),
  Configuration: z.strictObject({
    ConnectionArn: z.string(),
    FullRepositoryId: z.string(),
    BranchName: z.string(),
    DetectChanges: flag.default(true),
    OutputArtifactFormat: outputFormat,
  }),
});

const codeCommit = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Source'], 'CodeCommit'),
  Configuration: z.strictObject({
    RepositoryName: z.string(),
    BranchName: z.string(),
    PollForSourceChanges: flag.default(true),
    OutputArtifactFormat: outputFormat,
  }),
});

const gitHub = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Source'], 'GitHub', 'ThirdParty'),
  Configuration: z.strictObject({
    Owner: z.string(),
    Repo: z.string(),
    Branch: z.string(),
    // The local folder needs no token.
    OAuthToken: z.unknown(),
    PollForSourceChanges: flag.default(true),
  }),
});

const s3 = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Source'], 'S3'),
  Configuration: z.strictObject({
    S3Bucket: z.string(),
    S3ObjectKey: z.string(),
    PollForSourceChanges: flag.default(true),
    AllowOverrideForS3ObjectKey: flag.optional(),
  }),
});

/** Schemas of the sources, by their provider. */
export const sources = {
  CodeStarSourceConnection: connection,
  CodeCommit: codeCommit,
  GitHub: gitHub,
  S3: s3,
} as const;

type Parsed = {
  readonly [Provider in keyof typeof sources]: z.infer<(typeof sources)[Provider]>;
}[keyof typeof sources];

/**
 * Without polling, a rule or a webhook starts the executions of CodeCommit, S3 and GitHub (version 1). It is a
 * resource of its own, which CDK makes. Here each push starts an execution.
 */
const detectChanges = true;

export function sourceAction(data: Parsed, stage: string, home: Home): SourceAction {
  const action = common(data, stage, home);
  const given = data.Configuration;
  if ('ConnectionArn' in given) {
    return {
      ...action,
      provider: 'CodeStarSourceConnection',
      repository: given.FullRepositoryId,
      branch: given.BranchName,
      connectionArn: given.ConnectionArn,
      detectChanges: given.DetectChanges,
      outputFormat: given.OutputArtifactFormat,
    };
  }
  if ('RepositoryName' in given) {
    return {
      ...action,
      provider: 'CodeCommit',
      repository: given.RepositoryName,
      branch: given.BranchName,
      detectChanges,
      outputFormat: given.OutputArtifactFormat,
    };
  }
  if ('Owner' in given) {
    const repository = `${given.Owner}/${given.Repo}`;
    const { Branch: branch } = given;
    const outputFormat = 'CODE_ZIP';
    return { ...action, provider: 'GitHub', repository, branch, detectChanges, outputFormat };
  }
  const { S3Bucket: bucket, S3ObjectKey: key } = given;
  return { ...action, provider: 'S3', repository: `${bucket}/${key}`, bucket, key, detectChanges };
}
