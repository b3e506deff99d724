import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { assembleNow } from '../../bin/assembly/assemble-now';
import { deployPolicies } from '../../bin/commands/bootstrap/account-policies';
import { runCdk } from '../../bin/commands/cdk-cli';
import { destroyPorts } from '../../bin/commands/destroy/adapters';
import { main } from '../../bin/commands/terminal/main';
import { waypostProgram } from '../../bin/commands/program';
import type { DiffReport } from '../../bin/commands/diff/action';
import { diffPorts } from '../../bin/commands/diff/adapters';
import { deployPorts } from '../../bin/commands/deploy/adapters';
import { accountsOf } from '../../lib/config/accounts';
import { standardTags } from '../../lib/tags';
import { loadConfig } from '../../lib/config/load-config';
import { clientEnvironment } from '../../rehearsal/emulator/client-environment';
import { repositoryRoot } from '../../rehearsal/paths';
import { writeSession } from '../../rehearsal/workspace/session-file';
import { projectOf } from '../bin/commands/fakes';
import { story } from '../helpers/story';
import { deploy, outputsOf } from './support/deploy';
import { clientOf, DEV, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const step = story();
const config = loadConfig(repositoryRoot);
const repository = mkdtempSync(join(tmpdir(), 'waypost-by-hand-'));
beforeAll(() => {
  writeSession(repository, { endpoint: emulator().endpoint, pid: process.pid });
});
afterAll(() => {
  rmSync(repository, { recursive: true });
});

let assembly: ReturnType<typeof assembleNow> | undefined;
/** The repository of the session holds no files to synthesize. */
const assemble = () => (assembly ??= assembleNow(repositoryRoot, config));

/** `waypost <line> --rehearsal`, with the real CDK CLI. */
async function waypost(line: string) {
  const { desk, ...ports } = destroyPorts(repository);
  const said: string[] = [];
  const program = waypostProgram(projectOf(config), {
    deploy: () => ({
      ...deployPorts(repository),
      cdk: (args, environment) =>
        runCdk(repositoryRoot, args, { CDK_VALIDATION: 'false', ...environment }),
      print: (text) => said.push(text),
    }),
    diff: () => ({ ...diffPorts(repository), assemble, write: (text) => said.push(text) }),
    destroy: () => ({
      ...ports,
      assemble,
      desk: { ...desk, write: (text) => said.push(text), note: (text) => said.push(text) },
    }),
  });
  const args = [...line.split(' '), '--rehearsal'];
  const code = await main(program, args, (text) => said.push(text));
  return { code: code ?? 0, said: said.join('\n') };
}

async function standing(region: string) {
  const client = new CloudFormationClient(clientOf(emulator(), { account: DEV }, region));
  const { StackSummaries = [] } = await client.send(new ListStacksCommand({}));
  return StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
    .map(({ StackName = '' }) => StackName)
    .filter((name) => name.startsWith('waypost-dev-'))
    .sort();
}

describe('an environment by hand', () => {
  step(async () => {
    const env = clientEnvironment(emulator(), { account: DEV }, 'eu-west-1');
    const places = ['eu-west-1', 'us-east-1'].map((region) => `aws://${DEV}/${region}`);
    const dev = accountsOf(config).find(({ account }) => account === DEV);
    if (!dev) throw new Error('waypost.config.ts has no such account.');
    await deployPolicies(config, dev, [], (args) => runCdk(repositoryRoot, args, env));
    await runCdk(
      repositoryRoot,
      [
        'bootstrap',
        ...places,
        ...['--trust', TOOLS, '--cloudformation-execution-policies'],
        ...['arn:aws:iam::aws:policy/AdministratorAccess', '--app', '', '--no-notices'],
      ],
      env,
    );
  });

  test(
    'deploying one stack brings along what it depends on',
    step(async () => {
      // A profile of the owner's does not count; there is none of this name.
      process.env['AWS_PROFILE'] = 'of-the-owner';
      const { code, said } = await waypost('deploy --environment dev --stack email --yes');
      delete process.env['AWS_PROFILE'];
      expect({ code, said }).toMatchObject({ code: 0 });
      expect(await standing('us-east-1')).toEqual(['waypost-dev-dns']);
      expect(await standing('eu-west-1')).toEqual(['waypost-dev-email']);
    }),
  );

  test(
    'deploying one stack exclusively brings nothing along, and its function finds no drift',
    step(async () => {
      const line = 'deploy --environment dev --stack monitoring --exclusively --yes';
      expect(await waypost(line)).toMatchObject({ code: 0 });
      expect(await standing('eu-west-1')).toEqual(['waypost-dev-email', 'waypost-dev-monitoring']);

      const lambda = new LambdaClient(clientOf(emulator(), { account: DEV }));
      const { FunctionError, LogResult = '' } = await lambda.send(
        new InvokeCommand({ FunctionName: 'waypost-dev-drift', LogType: 'Tail' }),
      );
      expect(FunctionError).toBeUndefined();
      const log = Buffer.from(LogResult, 'base64').toString();
      expect(log).toMatch(/"event":"not_checked","stackName":"waypost-dev-storage"/);
      expect(log).not.toContain('"event":"drifted"');
      expect(log).toContain('"DriftedResources":0');
    }),
  );

  test(
    'destroying it deletes every stack, and once more finds nothing to do',
    step(async () => {
      const first = await waypost('destroy dev --yes dev');
      expect(first).toMatchObject({
        code: 0,
        said: expect.stringContaining('dev is gone.') as string,
      });
      expect(first.said).toMatch(
        /Deleting waypost-dev-email in eu-west-1[^]*Deleting waypost-dev-dns in us-east-1/,
      );
      expect(first.said).toMatch(/Made by bootstrap[^]*CDKToolkit in us-east-1/);
      expect(await standing('us-east-1')).toEqual([]);
      expect(await standing('eu-west-1')).toEqual([]);

      const again = await waypost('destroy dev --yes dev');
      expect(again.code).toBe(0);
      expect(again.said).not.toContain('Deleting');
    }),
  );
});

describe('taking down', () => {
  const s3 = () =>
    new S3Client({ ...clientOf(emulator(), { account: DEV }), forcePathStyle: true });
  const bucket = (more: object = {}) => ({
    Type: 'AWS::S3::Bucket',
    Properties: { BucketName: 'by-hand-full' },
    ...more,
  });

  test(
    'a full bucket stops it, names the command, and goes on when it is empty',
    step(async () => {
      const object = { Bucket: 'by-hand-full', Key: 'a' };
      await outputsOf(emulator(), {
        stack: 'waypost-dev-storage',
        template: { Resources: { Full: bucket() } },
      });
      await s3().send(new PutObjectCommand({ ...object, Body: 'x' }));
      const stopped = await waypost('destroy dev --yes dev');
      expect(stopped.code).toBe(1);
      expect(stopped.said).toMatch(
        /waypost-dev-storage in eu-west-1 could not be deleted:\n {2}Full \(AWS::S3::Bucket\) by-hand-full: [^]*aws s3 rm s3:\/\/by-hand-full --recursive/,
      );

      await s3().send(new DeleteObjectCommand(object));
      expect(await waypost('destroy dev --yes dev')).toMatchObject({ code: 0 });
      expect(await standing('eu-west-1')).toEqual([]);
    }),
  );

  test(
    'a protected stack is refused with the command that lifts it',
    step(async () => {
      await outputsOf(emulator(), {
        stack: 'waypost-dev-contact',
        template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
      });
      const client = new CloudFormationClient(clientOf(emulator(), { account: DEV }));
      const switched = (EnableTerminationProtection: boolean) =>
        client.send(
          new UpdateTerminationProtectionCommand({
            StackName: 'waypost-dev-contact',
            EnableTerminationProtection,
          }),
        );
      await switched(true);
      const refused = await waypost('destroy dev --yes dev');
      expect(refused.code).toBe(1);
      expect(refused.said).toMatch(
        /--no-enable-termination-protection --region eu-west-1 --stack-name waypost-dev-contact/,
      );
      expect(await standing('eu-west-1')).toEqual(['waypost-dev-contact']);

      await switched(false);
      expect(await waypost('destroy dev --yes dev')).toMatchObject({ code: 0 });
      expect(await standing('eu-west-1')).toEqual([]);
    }),
  );

  test(
    'a stack whose creation failed goes, and what is kept of others is told again and again',
    step(async () => {
      const failed = await deploy(emulator(), {
        stack: 'waypost-dev-email',
        template: { Resources: { Nothing: { Type: 'AWS::SES::Template', Properties: {} } } },
      });
      expect(failed.status).toMatch(/^ROLLBACK/);
      const client = new CloudFormationClient(clientOf(emulator(), { account: DEV }));
      const kept = {
        Type: 'AWS::KMS::Key',
        DeletionPolicy: 'Retain',
        Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } },
      };
      await client.send(
        new CreateStackCommand({
          StackName: 'waypost-dev-keys',
          TemplateBody: JSON.stringify({ Resources: { Kept: kept } }),
        }),
      );

      // A stack of which there is nothing but a change set.
      await client.send(
        new CreateChangeSetCommand({
          StackName: 'waypost-dev-storage',
          ChangeSetName: 'first',
          ChangeSetType: 'CREATE',
          TemplateBody: JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }),
        }),
      );

      const first = await waypost('destroy dev --yes dev');
      expect(first).toMatchObject({ code: 0 });
      expect(await standing('eu-west-1')).toEqual([]);
      const told =
        /AWS::KMS::Key [0-9a-f-]{36} \(waypost-dev-keys in eu-west-1\)\n+.*together 1\.00 USD a month/;
      expect(first.said).toMatch(told);
      expect((await waypost('destroy dev --yes dev')).said).toMatch(told);
    }),
  );

  test(
    'a stack that no release delivers goes by the very command that the difference names, protected or not',
    step(async () => {
      const client = new CloudFormationClient(
        clientOf(emulator(), { account: DEV }, 'eu-central-1'),
      );
      const StackName = 'waypost-dev-backup-copy';
      await outputsOf(emulator(), {
        stack: StackName,
        region: 'eu-central-1',
        template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
        tags: standardTags(config.project, 'dev', 'backup-copy'),
      });
      const protection = { StackName, EnableTerminationProtection: true };
      await client.send(new UpdateTerminationProtectionCommand(protection));
      const refused = client.send(new DeleteStackCommand({ StackName }));
      await expect(refused).rejects.toThrow(/TerminationProtection/i);

      const report = await waypost('diff dev --json');
      expect(report).toMatchObject({ code: 0 });
      const { environments } = JSON.parse(report.said) as DiffReport;
      const commands = environments[0]?.leftBehind.map(({ command }) => command) ?? [];
      expect(commands).toEqual([
        'npx waypost destroy dev --stack waypost-dev-backup-copy --region eu-central-1',
      ]);

      const line = commands[0]?.replace('npx waypost ', '') ?? '';
      expect(await waypost(`${line} --yes ${StackName}`)).toMatchObject({
        code: 0,
        said: expect.stringContaining(`${StackName} is gone.`) as string,
      });
      expect(await standing('eu-central-1')).toEqual([]);
      expect((await waypost(`${line} --yes ${StackName}`)).said).toContain('has no stack');
    }),
  );

  test(
    'a stack that is delivered is refused',
    step(async () => {
      await outputsOf(emulator(), {
        stack: 'waypost-dev-contact',
        template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
        tags: standardTags(config.project, 'dev', 'contact'),
      });
      const line = 'destroy dev --stack waypost-dev-contact --region eu-west-1';
      expect(await waypost(`${line} --yes waypost-dev-contact`)).toMatchObject({
        code: 1,
        said: expect.stringContaining('First release a commit') as string,
      });
      expect(await standing('eu-west-1')).toEqual(['waypost-dev-contact']);
      await waypost('destroy dev --yes dev');
    }),
  );

  test(
    'the pipeline stays while an environment stands, and goes after it',
    step(async () => {
      await outputsOf(emulator(), {
        stack: 'waypost-pipeline',
        account: TOOLS,
        template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
      });
      await outputsOf(emulator(), {
        stack: 'waypost-dev-contact',
        template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
      });
      const refused = await waypost('destroy tools --yes tools');
      expect(refused.code).toBe(1);
      expect(refused.said).toMatch(/dev still exists[^]*waypost-dev-contact in eu-west-1/);

      expect(await waypost('destroy dev --yes dev')).toMatchObject({ code: 0 });
      // Nobody has bootstrapped prod here.
      expect((await waypost('destroy tools --yes tools')).said).toMatch(
        /Waypost cannot see whether prod still exists[^]*add --gone prod/,
      );
      const gone = await waypost('destroy tools --yes tools --gone prod');
      expect(gone).toMatchObject({
        code: 0,
        said: expect.stringContaining('tools is gone.') as string,
      });
    }),
  );
});
