import type { SourceAction } from '../plan/plan';
import type { CloneReference, SourceGrant } from './clone';

/** A commit that a source action takes. */
export interface TakenCommit {
  readonly id: string;
  /** ISO 8601. */
  readonly authorDate: string;
  readonly committerDate: string;
  readonly message: string;
}

/** What a source action's own role needs; `undefined` where a token of the owner is used. */
export function sourceGrant(action: SourceAction): SourceGrant | undefined {
  switch (action.provider) {
    case 'CodeStarSourceConnection':
      return useConnection(action.connectionArn);
    case 'CodeCommit': {
      const clones = action.outputFormat === 'CODEBUILD_CLONE_REF';
      const name = clones ? 'GetRepository' : 'UploadArchive';
      return { action: `codecommit:${name}`, resourceArn: repositoryArn(action) };
    }
    case 'S3':
      return {
        action: 's3:GetObject',
        resourceArn: `arn:aws:s3:::${action.bucket}/${action.key}`,
      };
    case 'GitHub':
      return undefined;
  }
}

/** The reference that stands for the files; `undefined` where the action hands over the files themselves. */
export function cloneReference(action: SourceAction, commit: string): CloneReference | undefined {
  if (action.provider === 'S3' || action.outputFormat === 'CODE_ZIP') return undefined;
  const reference = { source: action.name, commit };
  switch (action.provider) {
    case 'CodeStarSourceConnection': {
      const { connectionArn, repository } = action;
      const [, , service = '', region = '', account = '', , id = ''] = connectionArn.split(/[:/]/);
      const path = `git-http/${account}/${region}/${id}/${repository}.git`;
      const remote = `https://${service}.${region}.amazonaws.com/${path}`;
      return { ...reference, remote, needs: useConnection(connectionArn) };
    }
    case 'CodeCommit': {
      const remote = `https://git-codecommit.${action.region}.amazonaws.com/v1/repos/${action.repository}`;
      const needs = { action: 'codecommit:GitPull', resourceArn: repositoryArn(action) };
      return { ...reference, remote, needs };
    }
  }
}

/** The permission has the prefix of the connection's ARN: https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html */
function useConnection(connectionArn: string): SourceGrant {
  const prefix = connectionArn.split(':')[2] ?? '';
  return { action: `${prefix}:UseConnection`, resourceArn: connectionArn };
}

function repositoryArn({ account, region, repository }: SourceAction): string {
  return `arn:aws:codecommit:${region}:${account}:${repository}`;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html */
export function sourceVariables(
  action: SourceAction,
  { id, authorDate, committerDate, message }: TakenCommit,
): Record<string, string> {
  switch (action.provider) {
    case 'S3':
      return {
        BucketName: action.bucket,
        ETag: id,
        ObjectKey: action.key,
        VersionId: id,
      };
    case 'CodeStarSourceConnection':
      return {
        AuthorDate: authorDate,
        BranchName: action.branch,
        CommitId: id,
        CommitMessage: message,
        ConnectionArn: action.connectionArn,
        FullRepositoryName: action.repository,
      };
    case 'CodeCommit':
    case 'GitHub':
      return {
        AuthorDate: authorDate,
        BranchName: action.branch,
        CommitId: id,
        CommitMessage: message,
        CommitterDate: committerDate,
        RepositoryName: action.repository.split('/').at(-1) ?? '',
        ...(action.provider === 'GitHub' && { CommitUrl: commitUrl(action, id) }),
      };
  }
}

/** Address of the commit, for a person. */
export function commitUrl(action: SourceAction, commit: string): string | undefined {
  const { region, repository } = action;
  const console = `https://${region}.console.aws.amazon.com`;
  switch (action.provider) {
    case 'CodeStarSourceConnection': {
      const redirect = new URLSearchParams({
        connectionArn: action.connectionArn,
        referenceType: 'COMMIT',
        FullRepositoryId: repository,
        Commit: commit,
      });
      return `${console}/codesuite/settings/connections/redirect?${redirect.toString()}`;
    }
    case 'CodeCommit':
      return `${console}/codesuite/codecommit/repositories/${repository}/commit/${commit}`;
    case 'GitHub':
      return `https://github.com/${repository}/commit/${commit}`;
    case 'S3':
      return undefined;
  }
}
