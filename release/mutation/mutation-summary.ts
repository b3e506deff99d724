import { readFile, writeFile } from 'node:fs/promises';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { MUTATION_SUMMARY_ENV, MUTATION_SUMMARY_FILE, MUTATIONS_PREFIX } from './contract';
import { stacksLeftBehind } from '../review/left-behind';
import { stackReader } from '../review/read-stacks';
import { readEnv } from '../../lambdas/shared/env';
import { runScript } from '../run-script';
import { cut } from '../review/page/words';
import { openAssembly } from '../assembly/assembly';
import { ASSEMBLY_FILES, type Commit } from '../assembly/files';
import { examineMutation, type Mutation, MutationLoop } from './mutation';

/** Characters. CodePipeline does not document a limit for output variables; an approval's comment has this one. */
const VARIABLE_CHARACTERS = 1_000;

/**
 * Says before each self-mutation what it changes, and stops an endless loop of mutations. Runs in
 * CodeBuild, bundled into one file. Any other fault is only reported, because it must not keep the
 * pipeline from updating itself.
 */
runScript('Self-mutation', async () => {
  const summary = await examined().catch((error: unknown) => {
    if (error instanceof MutationLoop) throw error;
    return `It is not known how the pipeline changes: ${String(error)}`;
  });
  console.log(summary);
  await writeFile(MUTATION_SUMMARY_FILE, cut(summary, VARIABLE_CHARACTERS));
});

async function examined(): Promise<string> {
  const { stack, template, bucket } = readEnv(MUTATION_SUMMARY_ENV);
  const commit = await commitOf(ASSEMBLY_FILES.commits);
  const s3 = new S3Client({});
  const object = { Bucket: bucket, Key: `${MUTATIONS_PREFIX}${commit}.json` };
  // arn:aws:codebuild:eu-west-1:111111111111:build/...
  const { buildArn } = readEnv({ buildArn: 'CODEBUILD_BUILD_ARN' });
  const [, , , region = '', account = ''] = buildArn.split(':');
  const { settings, stacks } = openAssembly('.');
  return examineMutation(commit, {
    next: {
      stacks,
      accountNames: new Map([
        ...settings.environments.map((one) => [one.account, one.name] as const),
        // Last: it may hold the environments, too.
        [account, 'tools'],
      ]),
    },
    leftBehind: () =>
      stacksLeftBehind(
        stackReader((region) => new CloudFormationClient({ region })),
        {
          ...settings,
          account: 'tools',
          delivered: stacks.filter((one) => one.account === account),
        },
      ),
    pipelineStack: { stackName: stack, region, account },
    deployedTemplate: async () => {
      const { TemplateBody = '' } = await new CloudFormationClient({}).send(
        new GetTemplateCommand({ StackName: stack, TemplateStage: 'Original' }),
      );
      return TemplateBody;
    },
    nextTemplate: () => readFile(template, 'utf8'),
    mutations: async () => {
      const answer = await s3.send(new GetObjectCommand(object)).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
        throw error;
      });
      return JSON.parse((await answer?.Body?.transformToString()) ?? '[]') as Mutation[];
    },
    note: async (mutations) => {
      await s3.send(new PutObjectCommand({ ...object, Body: JSON.stringify(mutations) }));
    },
  });
}

/** CodeBuild knows the commit only if CodePipeline passed it on. */
async function commitOf(file: string): Promise<string> {
  const history = await readFile(file, 'utf8').catch(() => '[]');
  const [head] = JSON.parse(history) as Commit[];
  const commit = head?.hash ?? process.env['CODEBUILD_RESOLVED_SOURCE_VERSION'];
  if (commit === undefined) throw new Error(`there is no commit in ${file}`);
  return commit;
}
