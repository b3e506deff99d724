import {
  BackupClient,
  GetBackupSelectionCommand,
  ListBackupSelectionsCommand,
} from '@aws-sdk/client-backup';
import { GetTemplateCommand, SESClient } from '@aws-sdk/client-ses';
import { deploy, output, outputsOf, update, type Template } from './support/deploy';
import { query, sendSigned } from './support/http';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();

const emptyStack: Template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } };

test('refuses a resource type that neither MiniStack nor the launcher knows', async () => {
  const template = { Resources: { Typo: { Type: 'AWS::SES::Tempalte' } } };
  await expect(deploy(emulator(), { stack: 'typo', template })).rejects.toThrow(
    /Unrecognized resource types: \[AWS::SES::Tempalte\].*--record-unknown/,
  );
});

test('Fn::GetStackOutput reads a stack of another region, and only of that one', async () => {
  await outputsOf(emulator(), {
    stack: 'dns',
    region: 'us-east-1',
    template: { ...emptyStack, Outputs: { Zone: { Value: 'Z1' } } },
  });
  const consumer = (stack: string, reference: object) => ({
    stack,
    template: {
      Resources: {
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: { 'Fn::GetStackOutput': reference } },
        },
      },
      Outputs: { Read: { Value: { 'Fn::GetStackOutput': reference } } },
    },
  });
  const there = { StackName: 'dns', OutputName: 'Zone', Region: 'us-east-1' };
  expect(await outputsOf(emulator(), consumer('reads', there))).toEqual({ Read: 'Z1' });

  const here = { StackName: 'dns', OutputName: 'Zone' };
  const failed = await deploy(emulator(), consumer('control', here));
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  expect(failed.reasons.join()).toContain("Output 'Zone' not found in stack 'dns'");
});

test('a pipeline is listed as deployed, with every reference resolved, until it is deleted', async () => {
  const template = (name: string): Template => ({
    Resources: {
      Artifacts: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'pipeline-artifacts' } },
      Pipeline: {
        Type: 'AWS::CodePipeline::Pipeline',
        Properties: {
          Name: 'waypost',
          ArtifactStore: { Type: 'S3', Location: { Ref: 'Artifacts' } },
          Stages: [{ Name: name, Actions: [] }],
          Triggers: [{ ProviderType: 'CodeStarSourceConnection' }],
        },
      },
      Repository: {
        Type: 'AWS::CodeConnections::Connection',
        Properties: { ConnectionName: { 'Fn::Sub': 'of-${Pipeline}' }, ProviderType: 'GitHub' },
      },
    },
    Outputs: {
      Repository: { Value: { Ref: 'Repository' } },
      Pipeline: { Value: { Ref: 'Pipeline' } },
      Version: { Value: { 'Fn::GetAtt': ['Pipeline', 'Version'] } },
    },
  });
  const where = { stack: 'pipeline', account: TOOLS };
  const outputs = await outputsOf(emulator(), { ...where, template: template('Source') });
  expect(outputs).toEqual({
    Version: '1',
    Repository: `arn:aws:codeconnections:${REGION}:${TOOLS}:connection/of-waypost`,
    Pipeline: 'waypost',
  });
  await update(emulator(), { ...where, template: template('Build') });

  expect(await emulator().pipelines()).toEqual([
    expect.objectContaining({
      account: TOOLS,
      region: REGION,
      stack: 'pipeline',
      logicalId: 'Pipeline',
      name: 'waypost',
      version: 2,
      properties: expect.objectContaining({
        ArtifactStore: { Type: 'S3', Location: 'pipeline-artifacts' },
        Stages: [{ Name: 'Build', Actions: [] }],
      }) as unknown,
    }),
  ]);
  const coverage = (await emulator().resources())
    .filter(({ stack }) => stack === 'pipeline')
    .map((r) => [r.logicalId, r.coverage]);
  expect(coverage).toEqual([
    ['Artifacts', 'emulated'],
    ['Pipeline', 'emulated'],
    ['Repository', 'recorded'],
  ]);

  await update(emulator(), { ...where, template: emptyStack });
  expect(await emulator().pipelines()).toEqual([]);
});

test('a pipeline with a token of GitHub needs no secret: a local folder stands for the source', async () => {
  const action = {
    Name: 'Source',
    ActionTypeId: { Category: 'Source', Owner: 'ThirdParty', Provider: 'GitHub', Version: '1' },
    Configuration: {
      Owner: 'o',
      OAuthToken: '{{resolve:secretsmanager:github-token:SecretString:::}}',
    },
  };
  const pipeline = (Stages: object[]): Template => ({
    Resources: {
      Pipeline: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Name: 'github', Stages } },
    },
  });
  const stages = [{ Name: 'Source', Actions: [action] }];
  const where = { stack: 'github', account: TOOLS };
  expect(await deploy(emulator(), { ...where, template: pipeline(stages) })).toMatchObject({
    status: 'CREATE_COMPLETE',
  });
  const more = [...stages, { Name: 'Build', Actions: [] }];
  expect(await update(emulator(), { ...where, template: pipeline(more) })).toMatchObject({
    status: 'UPDATE_COMPLETE',
  });
  await update(emulator(), { ...where, template: emptyStack });
});

test('resources of a creation that was rolled back are not listed, and its stack cannot be updated', async () => {
  const failed = await deploy(emulator(), {
    stack: 'rolled-back',
    template: {
      Resources: {
        Kept: { Type: 'AWS::SNS::Topic' },
        Broken: { Type: 'AWS::SES::Template', DependsOn: ['Kept'], Properties: {} },
      },
    },
  });
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  const listed = await emulator().resources();
  expect(listed.filter(({ stack }) => stack === 'rolled-back')).toEqual([]);
  await expect(update(emulator(), { stack: 'rolled-back', template: emptyStack })).rejects.toThrow(
    /ROLLBACK_COMPLETE state and can ?not be updated/,
  );
});

test('AWS::SES::Template makes, changes and removes a template of SES', async () => {
  const ses = new SESClient(clientOf(emulator(), { account: DEV }));
  const read = async () =>
    (await ses.send(new GetTemplateCommand({ TemplateName: 'message' }))).Template;
  const template = (parts: object): Template => ({
    Resources: {
      Message: {
        Type: 'AWS::SES::Template',
        Properties: { Template: { TemplateName: 'message', SubjectPart: 'Hello', ...parts } },
      },
    },
    Outputs: { Ref: { Value: { Ref: 'Message' } } },
  });
  const outputs = await outputsOf(emulator(), {
    stack: 'mail',
    template: template({ TextPart: '{{name}}' }),
  });
  expect(outputs).toEqual({ Ref: 'message' });
  expect(await read()).toMatchObject({ SubjectPart: 'Hello', TextPart: '{{name}}' });
  await update(emulator(), { stack: 'mail', template: template({ HtmlPart: '<p>{{name}}</p>' }) });
  const changed = await read();
  expect(changed).toMatchObject({ HtmlPart: '<p>{{name}}</p>' });
  expect(changed?.TextPart ?? '').toBe('');
  await update(emulator(), { stack: 'mail', template: emptyStack });
  await expect(read()).rejects.toThrow(/does not exist/);
});

test('AWS::CloudWatch::CompositeAlarm makes an alarm that follows its children', async () => {
  const alarm = {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'child',
      Namespace: 'N',
      MetricName: 'M',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Threshold: 1,
    },
  };
  const composite = {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    DependsOn: ['Child'],
    Properties: { AlarmName: 'parent', AlarmRule: 'ALARM("child")' },
  };
  const outputs = await outputsOf(emulator(), {
    stack: 'alarms',
    template: {
      Resources: { Child: alarm, Parent: composite },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Parent', 'Arn'] } } },
    },
  });
  expect(output(outputs, 'Arn')).toBe(`arn:aws:cloudwatch:${REGION}:${DEV}:alarm:parent`);
  const call = (parameters: Record<string, string>) =>
    query(emulator(), 'monitoring', { account: DEV }, { Version: '2010-08-01', ...parameters });
  await call({
    Action: 'SetAlarmState',
    AlarmName: 'child',
    StateValue: 'ALARM',
    StateReason: 'x',
  });
  const { text } = await call({
    Action: 'DescribeAlarms',
    'AlarmTypes.member.1': 'CompositeAlarm',
  });
  expect(text).toContain('<StateValue>ALARM</StateValue>');
});

test('AWS::Route53::RecordSetGroup makes the records that it holds', async () => {
  const outputs = await outputsOf(emulator(), {
    stack: 'zone',
    template: {
      Resources: {
        Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com' } },
        Group: {
          Type: 'AWS::Route53::RecordSetGroup',
          Properties: {
            HostedZoneId: { Ref: 'Zone' },
            RecordSets: [
              { Name: 'a.example.com', Type: 'A', TTL: '60', ResourceRecords: ['192.0.2.1'] },
            ],
          },
        },
      },
      Outputs: { Zone: { Value: { Ref: 'Zone' } } },
    },
  });
  const listed = await sendSigned(
    `${emulator().endpoint}/2013-04-01/hostedzone/${output(outputs, 'Zone')}/rrset`,
    'route53',
    { account: DEV },
  );
  expect(listed.text).toContain('192.0.2.1');
});

test('AWS::Backup::BackupSelection makes, replaces and removes a selection of its plan', async () => {
  const backup = new BackupClient(clientOf(emulator(), { account: DEV }));
  const plan = {
    Type: 'AWS::Backup::BackupPlan',
    Properties: { BackupPlan: { BackupPlanName: 'daily', BackupPlanRule: [] } },
  };
  const template = (resource: string): Template => ({
    Resources: {
      Plan: plan,
      Selection: {
        Type: 'AWS::Backup::BackupSelection',
        Properties: {
          BackupPlanId: { Ref: 'Plan' },
          BackupSelection: {
            SelectionName: 'submissions',
            IamRoleArn: `arn:aws:iam::${DEV}:role/backup`,
            Resources: [resource],
          },
        },
      },
    },
    Outputs: { Plan: { Value: { Ref: 'Plan' } } },
  });
  const outputs = await outputsOf(emulator(), { stack: 'backup', template: template('arn:one') });
  const BackupPlanId = output(outputs, 'Plan');
  const resources = async () => {
    const { BackupSelectionsList = [] } = await backup.send(
      new ListBackupSelectionsCommand({ BackupPlanId }),
    );
    const selections = await Promise.all(
      BackupSelectionsList.map(({ SelectionId }) =>
        backup.send(new GetBackupSelectionCommand({ BackupPlanId, SelectionId })),
      ),
    );
    return selections.flatMap(({ BackupSelection }) => BackupSelection?.Resources);
  };
  expect(await resources()).toEqual(['arn:one']);
  await update(emulator(), { stack: 'backup', template: template('arn:two') });
  expect(await resources()).toEqual(['arn:two']);
  await update(emulator(), { stack: 'backup', template: { Resources: { Plan: plan } } });
  expect(await resources()).toEqual([]);
});
