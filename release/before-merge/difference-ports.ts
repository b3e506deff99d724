import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { COMMENT_TOKEN, PULL_REQUEST_ENV, PULL_REQUESTS_PREFIX } from './contract';
import { assumeRole } from '../../lambdas/shared/assume-role';
import { readEnv } from '../../lambdas/shared/env';
import { openAssembly } from '../assembly/assembly';
import { CheckFailure } from '../check-failure';
import { stackReader } from '../review/read-stacks';
import type { DifferencePorts } from './difference';
import { commentOnGitHub } from './github-comment';

/** For the build of a pull request, as `PullRequestBuild` and CodeBuild set it up. */
export function differencePorts(
  assembly: string,
  environment: NodeJS.ProcessEnv,
  print: (line: string) => void,
): DifferencePorts {
  const { bucket, provider, repository } = readEnv(PULL_REQUEST_ENV, environment);
  const number = numberOf(environment);
  const token = environment[COMMENT_TOKEN];
  const s3 = new S3Client({});
  return {
    assembly: openAssembly(assembly),
    commit: environment['CODEBUILD_RESOLVED_SOURCE_VERSION'] ?? 'this commit',
    now: new Date(),
    print,
    async readerOf(roleArn) {
      const credentials = await assumeRole(new STSClient({}), roleArn, 'pull-request').catch(
        (error: unknown) => {
          if (error instanceof Error && error.name === 'AccessDenied') return undefined;
          throw error;
        },
      );
      return (
        credentials && stackReader((region) => new CloudFormationClient({ region, credentials }))
      );
    },
    async keep(file, content) {
      const Key = `${PULL_REQUESTS_PREFIX}${number}/${file}`;
      const ContentType = `text/${file.endsWith('.html') ? 'html' : 'markdown'}; charset=utf-8`;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: content, ContentType }));
      const region = await s3.config.region();
      return `https://${region}.console.aws.amazon.com/s3/object/${bucket}?region=${region}&prefix=${encodeURIComponent(Key)}`;
    },
    ...(token && {
      comment: (markdown: string) => commentOnGitHub({ repository, number, token }, markdown),
    }),
    silence:
      provider === 'github'
        ? 'No comment is written: source.pullRequests.commentToken is not set. The pages are written.'
        : `No comment is written: Waypost comments only on GitHub, and this is ${provider}. The pages are written.`,
  };
}

/** CodeBuild names what started the build: `pr/12`. It does so, too, when a person starts the build again. */
function numberOf(environment: NodeJS.ProcessEnv): string {
  const { CODEBUILD_WEBHOOK_TRIGGER: trigger, CODEBUILD_SOURCE_VERSION: version } = environment;
  const number = [trigger, version]
    .map((one) => /^(?:pr|mr)\/(\d+)$/.exec(one ?? '')?.[1])
    .find((one) => one !== undefined);
  if (number !== undefined) return number;
  throw new CheckFailure(
    'NO_PULL_REQUEST',
    `This is not the build of a pull request: CodeBuild names "${trigger ?? version ?? ''}". ` +
      'On your own machine, `npx waypost diff` shows what would change.',
  );
}
