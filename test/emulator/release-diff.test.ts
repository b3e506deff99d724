import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleScripts } from '../../bin/assembly/scripts';
import {
  RELEASE_FILES,
  releaseKey,
  type ReleaseRecord,
  templateHash,
} from '../../lambdas/release-check/contract';
import {
  RELEASE_DIFF_COMMANDS,
  RELEASE_DIFF_ENV,
  type ReleaseDiffEnv,
  SUMMARY_VARIABLE,
} from '../../release/review/contract';
import { ASSEMBLY_FILES } from '../../release/assembly/files';
import { runPipeline } from '../rehearsal/run-pipeline';
import { buildAction, definition, sourceAction } from '../rehearsal/support';
import { story } from '../helpers/story';
import { deploy, outputsOf, type Template } from './support/deploy';
import { clientAs, policy, rolesOf } from './support/roles';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const ROOT = join(__dirname, '../..');
const BUCKET = 'waypost-artifacts';
const BUILD_ROLE = 'waypost-dev-release-diff-build';
const READER = `arn:aws:iam::${DEV}:role/waypost-dev-release-reader`;
const CODEBUILD = 'codebuild.amazonaws.com';
const STACK = 'waypost-dev-storage';

const emulator = runningEmulator();
const step = story();
const pipeline = definition({
  Source: [sourceAction({ Namespace: 'Source' })],
  dev: [buildAction('SmokeTest')],
});

const topic = { Type: 'AWS::SNS::Topic' };
const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'messages' } };
const deployed: Template = { Resources: { Queue: queue, Gone: topic } };

/** What the build may do, as its contract lists it. */
const tools: Template = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: BUCKET } },
    Build: rolesOf(CODEBUILD)(
      BUILD_ROLE,
      { Action: 'sts:AssumeRole', Resource: READER },
      {
        Action: ['s3:PutObject', 's3:GetObject'],
        Resource: `arn:aws:s3:::${BUCKET}/releases/dev/*`,
      },
      {
        Action: 'codepipeline:ListPipelineExecutions',
        Resource: `arn:aws:codepipeline:${REGION}:${TOOLS}:waypost`,
      },
    ),
    Pipeline: {
      Type: 'AWS::CodePipeline::Pipeline',
      Properties: { Name: 'waypost', ...pipeline.properties },
    },
  },
};

const reader: Template = {
  Resources: {
    Reader: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'waypost-dev-release-reader',
        AssumeRolePolicyDocument: policy({
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${TOOLS}:role/${BUILD_ROLE}` },
          Action: 'sts:AssumeRole',
        }),
        Policies: [
          {
            PolicyName: 'read',
            PolicyDocument: policy({
              Effect: 'Allow',
              Action: ['GetTemplate', 'DescribeStacks', 'ListStackResources'].map(
                (action) => `cloudformation:${action}`,
              ),
              Resource: `arn:aws:cloudformation:*:${DEV}:stack/waypost-dev-*/*`,
            }),
          },
          {
            PolicyName: 'list',
            PolicyDocument: policy({
              Effect: 'Allow',
              Action: 'cloudformation:ListStacks',
              Resource: '*',
            }),
          },
        ],
      },
    },
  },
};

let work: string;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'waypost-release-diff-'));
  const writeScripts = await bundleScripts(ROOT);
  writeScripts(work);
  await outputsOf(emulator(), { stack: 'tools', account: TOOLS, template: tools });
  await outputsOf(emulator(), { stack: 'reader', template: reader });
  await deploy(emulator(), { stack: STACK, template: deployed });
  const before = { external: { id: 'commit-1', summary: 'one', url: '' } };
  await runPipeline({
    deployed: pipeline,
    tell: (report) => emulator().reportExecution(report),
    commit: 'first',
    perform: (name) => (name === 'Source' ? before : {}),
  });
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** The cloud assembly of a release, as `npm run synth` leaves it. */
function writeAssembly(next: Template) {
  const write = (file: string, content: unknown) => {
    writeFileSync(join(work, file), JSON.stringify(content));
  };
  mkdirSync(join(work, 'assembly-dev'), { recursive: true });
  write('manifest.json', {
    artifacts: {
      'assembly-dev': {
        type: 'cdk:cloud-assembly',
        properties: { directoryName: 'assembly-dev', displayName: 'waypost-pipeline/dev' },
      },
    },
  });
  write('assembly-dev/manifest.json', {
    artifacts: {
      storage: {
        type: 'aws:cloudformation:stack',
        environment: `aws://${DEV}/${REGION}`,
        properties: { stackName: STACK, templateFile: 'storage.template.json' },
      },
    },
  });
  write('assembly-dev/storage.template.json', next);
  const commit = (hash: string, parents: readonly string[]) => ({
    hash,
    parents,
    date: '2026-11-25T00:00:00Z',
    subject: `feat: ${hash}`,
  });
  write(ASSEMBLY_FILES.commits, [commit('commit-2', ['commit-1']), commit('commit-1', [])]);
  write(ASSEMBLY_FILES.assets, []);
  write(ASSEMBLY_FILES.sbom, { bomFormat: 'CycloneDX' });
  write(ASSEMBLY_FILES.settings, {
    project: 'waypost',
    environments: [{ name: 'dev', account: DEV, region: REGION, approval: true, allowDestroy: [] }],
    regions: [REGION],
  });
}

/** Runs the build's commands under its role, in one shell, as CodeBuild does. */
async function build(next: Template, executionId: string) {
  writeAssembly(next);
  const { credentials } = await clientAs(emulator(), CODEBUILD, BUILD_ROLE, TOOLS);
  const environment = {
    [RELEASE_DIFF_ENV.environment]: 'dev',
    [RELEASE_DIFF_ENV.readerRoleArn]: READER,
    [RELEASE_DIFF_ENV.bucket]: BUCKET,
    [RELEASE_DIFF_ENV.pipeline]: 'waypost',
    [RELEASE_DIFF_ENV.executionId]: executionId,
    [RELEASE_DIFF_ENV.commit]: 'commit-2',
  } satisfies ReleaseDiffEnv;
  const script = [...RELEASE_DIFF_COMMANDS, `printf '%s' "$${SUMMARY_VARIABLE}" > exported`];
  return new Promise<{ code: number | null; stderr: string }>((resolve) => {
    const child = execFile(
      'bash',
      ['--norc', '-e', '-c', script.join('\n')],
      {
        cwd: work,
        env: {
          ...environment,
          PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`,
          AWS_ENDPOINT_URL: emulator().endpoint,
          AWS_REGION: REGION,
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
        },
      },
      (_, __, stderr) => {
        resolve({ code: child.exitCode, stderr });
      },
    );
  });
}

const s3 = () =>
  new S3Client({ ...clientOf(emulator(), { account: TOOLS }), forcePathStyle: true });

async function kept(executionId: string, file: string) {
  const Key = releaseKey('dev', executionId, file);
  return s3().send(new GetObjectCommand({ Bucket: BUCKET, Key }));
}

describe('release-diff.mjs, with nothing but the cloud assembly', () => {
  const next: Template = { Resources: { Queue: queue, New: topic } };

  test(
    'keeps page, Markdown, SBOM and the record that the release is checked against',
    step(async () => {
      expect(await build(next, 'second')).toEqual({ code: 0, stderr: '' });

      const page = await kept('second', RELEASE_FILES.page);
      expect(page.ContentType).toBe('text/html; charset=utf-8');
      expect(await page.Body?.transformToString()).toContain('destroyed');
      const record = JSON.parse(
        (await (await kept('second', RELEASE_FILES.record)).Body?.transformToString()) ?? '',
      ) as ReleaseRecord;
      expect(record.stacks).toMatchObject([
        {
          stackName: STACK,
          deployed: { templateHash: templateHash(JSON.stringify(deployed)) },
          nextTemplateHash: templateHash(JSON.stringify(next)),
        },
      ]);
      const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: BUCKET }));
      expect(Contents.map(({ Key }) => Key).sort()).toEqual(
        Object.values(RELEASE_FILES)
          .map((file) => releaseKey('dev', 'second', file))
          .sort(),
      );
    }),
  );

  test(
    'exports the summary with all its lines, and the commits since what was released last',
    step(() => {
      const exported = readFileSync(join(work, 'exported'), 'utf8').split('\n');
      expect(exported[0]).toBe('dev, commit commit-2: 1 destroyed, 1 added.');
      expect(exported[2]).toMatch(
        /^- destroyed: AWS::SNS::Topic Gone of waypost-dev-storage, arn:/,
      );
      expect(exported.slice(-2)).toEqual([
        'Commits since commit-1: 1.',
        '- commit-2 feat: commit-2',
      ]);
    }),
  );

  test(
    'stops what would destroy what holds state, and the page tells why',
    step(async () => {
      const { code, stderr } = await build({ Resources: { Gone: topic } }, 'third');
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^Release diff failed: This release would remove from dev what holds state/,
      );
      expect(stderr).toContain('waypost-dev-storage: destroyed AWS::SQS::Queue Queue, ');
      const page = await kept('third', RELEASE_FILES.page);
      expect(await page.Body?.transformToString()).toContain('A release stops here');
      expect(readFileSync(join(work, 'release-summary.txt'), 'utf8')).toContain('STOPPED');
    }),
  );
});
