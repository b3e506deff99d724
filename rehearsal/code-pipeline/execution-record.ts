import type { Trigger } from '../events';
import type { Action, Plan } from '../plan/plan';
import type { ActionResult } from '../runner/execution';

/** The record of one execution, from its start. */
export interface ExecutionRecord {
  readonly id: string;
  readonly plan: Plan;
  readonly commit: string;
  readonly trigger: Trigger;
  readonly startedAt: Date;
  readonly changedAt: Date;
  readonly status: ExecutionStatus;
  /** The stages that have begun, in that order. */
  readonly runs: readonly ActionRecord[];
}

export type ExecutionStatus = 'InProgress' | 'Succeeded' | 'Failed' | 'Cancelled' | 'Superseded';

/** The record of one run of an action, from its start. */
export interface ActionRecord {
  readonly id: string;
  readonly action: Action;
  readonly inputs: readonly ArtifactPlace[];
  /** Its output artifacts, after a success. */
  readonly outputs: readonly ArtifactPlace[];
  readonly startedAt: Date;
  readonly changedAt: Date;
  /** The configuration, with CodePipeline's own names. */
  readonly configuration: Readonly<Record<string, string>>;
  /** With the variables' values. */
  readonly resolved: Readonly<Record<string, string>>;
  /** Unset while it runs. */
  readonly result?: ActionResult;
}

/** An artifact, in the words of CodePipeline's API and of its events. */
export interface ArtifactPlace {
  readonly name: string;
  readonly s3location: { readonly bucket: string; readonly key: string };
}

export function runStatus({ result }: ActionRecord): 'InProgress' | 'Succeeded' | 'Failed' {
  if (!result) return 'InProgress';
  return result.status === 'succeeded' ? 'Succeeded' : 'Failed';
}

/** `undefined` for a stage that the execution has not reached. */
export function stageStatus(
  { plan, runs, status }: ExecutionRecord,
  name: string,
): 'InProgress' | 'Succeeded' | 'Failed' | 'Cancelled' | undefined {
  const statuses = runs.filter(({ action }) => action.stage === name).map(runStatus);
  if (statuses.length === 0) return undefined;
  const stage = plan.stages.find((candidate) => candidate.name === name);
  if (statuses.includes('InProgress')) return 'InProgress';
  if (statuses.includes('Failed')) return 'Failed';
  if (statuses.length === stage?.groups.flat().length) return 'Succeeded';
  return status === 'Cancelled' ? 'Cancelled' : 'InProgress';
}

const CATEGORIES = {
  CodeStarSourceConnection: 'Source',
  CodeCommit: 'Source',
  GitHub: 'Source',
  S3: 'Source',
  CodeBuild: 'Build',
  CloudFormation: 'Deploy',
  S3Deploy: 'Deploy',
  Lambda: 'Invoke',
  Manual: 'Approval',
} as const;

export function actionType({ provider }: Action) {
  const owner = provider === 'GitHub' ? 'ThirdParty' : 'AWS';
  const name = provider === 'S3Deploy' ? 'S3' : provider;
  return { category: CATEGORIES[provider], owner, provider: name, version: '1' } as const;
}

/** Values that may contain variables. Readers do not see the others. */
export function configurationOf(action: Action): Record<string, string> {
  switch (action.provider) {
    case 'CodeStarSourceConnection':
      return {
        ConnectionArn: action.connectionArn,
        FullRepositoryId: action.repository,
        BranchName: action.branch,
        OutputArtifactFormat: action.outputFormat,
      };
    case 'CodeCommit':
      return { RepositoryName: action.repository, BranchName: action.branch };
    case 'GitHub': {
      const [Owner = '', Repo = ''] = action.repository.split('/');
      return { Owner, Repo, Branch: action.branch };
    }
    case 'S3':
      return { S3Bucket: action.bucket, S3ObjectKey: action.key };
    case 'S3Deploy':
      return { BucketName: action.bucket, ObjectKey: action.key, Extract: String(action.extract) };
    case 'CodeBuild':
      return { ProjectName: action.project };
    case 'CloudFormation':
      return { ActionMode: action.mode, StackName: action.stackName };
    case 'Lambda':
      return given({ FunctionName: action.functionName, UserParameters: action.userParameters });
    case 'Manual':
      return given({ CustomData: action.comment, ExternalEntityLink: action.reviewUrl });
  }
}

/** A copy without unset values. */
export function given(
  values: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
