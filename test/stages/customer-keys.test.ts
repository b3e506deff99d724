import { Template } from 'aws-cdk-lib/assertions';
import type { EnvironmentInput } from '../../lib/config/environment/environment';
import { keyProperties } from '../helpers/encryptable';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { ALL_OPTIONS } from '../helpers/options';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { actionsOf, type Resource, resourcesOf, statementsOf } from '../helpers/template-rules';

const environment = (change: Partial<EnvironmentInput>) =>
  synthesizedEnvironment(
    'prod',
    exampleConfig({ environments: [{ ...prodInput, ...change, customerKeys: true }] }),
  );
const keyed = environment({});
const withEverything = environment(ALL_OPTIONS);

/** Where each type keeps the key that it is under. */
const KEY_OF: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'Replicas.0.SSESpecification.KMSMasterKeyId',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::S3::Bucket':
    'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
};

/** What takes a key, or is about encryption, and stays without: why. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault':
    'its key can never change, and a locked vault makes no way for another',
  'AWS::EC2::VPC': 'about transit, which is TLS anyway',
  'AWS::Lambda::EventSourceMapping': 'encrypts filters, and there are none',
  'AWS::Lambda::Function': 'encrypts environment variables: names and limits, no secret',
};

/** In other regions than the key's. */
const OTHER_STACKS = ['dns', 'cost', 'edge', 'backupCopy'];
/** S3 delivers access logs to no bucket under a key of one's own. */
const OTHER_RESOURCES = ['AccessLogs8B620ECA'];

/** Everything that can be under a key is, or stands above with its reason. */
function assertUnderKey(template: Template) {
  for (const [id, { Type, Properties = {} }] of resourcesOf(template)) {
    if (!Type.startsWith('AWS::') || Type.startsWith('AWS::KMS::') || Type in WITHOUT_KEY) continue;
    if (OTHER_RESOURCES.includes(id) || keyProperties(Type).length === 0) continue;
    const path = KEY_OF[Type] ?? 'unknown';
    if (!JSON.stringify(valueAt(Properties, path)).includes('FnGetAttKey')) {
      throw new Error(`${id} (${Type}) is under no key`);
    }
  }
}

describe('customer keys', () => {
  test.each([
    ['alone', keyed],
    ['with every other option', withEverything],
  ])('encrypt whatever can be encrypted: %s', (_, { all }) => {
    for (const { stack, template } of all) {
      if (OTHER_STACKS.includes(stack)) continue;
      expect(() => {
        assertUnderKey(template);
      }).not.toThrow();
    }
  });

  test.each<[string, Resource]>([
    [
      'a queue under AWS’s key',
      { Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: true } },
    ],
    ['a log without one', { Type: 'AWS::Logs::LogGroup' }],
    ['a type that nobody has thought of', { Type: 'AWS::EFS::FileSystem', Properties: {} }],
  ])('control: the check notices %s', (_, resource) => {
    expect(() => {
      assertUnderKey(Template.fromJSON({ Resources: { Plain: resource } }));
    }).toThrow('Plain');
  });

  test('are one key, which rotates, and which production keeps', () => {
    const keys = resourcesOf(keyed.template('keys')).filter(
      ([, { Type }]) => Type === 'AWS::KMS::Key',
    );
    expect(keys.map(([, key]) => key)).toEqual([
      expect.objectContaining({
        Properties: expect.objectContaining({
          EnableKeyRotation: true,
          PendingWindowInDays: 30,
        }) as unknown,
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      }),
    ]);
  });

  test('exist only where they are asked for', () => {
    const without = synthesizedEnvironment('prod');
    expect(without.all.map(({ stack }) => stack)).not.toContain('keys');
    for (const { template } of without.all) {
      expect(JSON.stringify(template.toJSON())).not.toMatch(/kms/i);
    }
  });

  test('admit services by their work for this environment alone, where AWS documents a condition', () => {
    const admitted = statementsOf(keyed.template('keys'))
      .filter(({ statement }) => JSON.stringify(statement.Principal).includes('Service'))
      .flatMap(({ statement }) =>
        [(statement.Principal as { Service: string | string[] }).Service].flat().map((service) => ({
          service,
          actions: actionsOf(statement),
          condition: JSON.stringify(statement.Condition),
        })),
      );
    const passOn = ['kms:Decrypt', 'kms:GenerateDataKey'];
    const like = (part: string) => expect.stringContaining(part) as string;
    expect(admitted.slice(1)).toEqual([
      {
        service: 'cloudwatch.amazonaws.com',
        actions: passOn,
        condition: like('333333333333:alarm:waypost-prod-*'),
      },
      // AWS documents no condition for these two.
      { service: 'events.amazonaws.com', actions: passOn, condition: undefined },
      { service: 'ses.amazonaws.com', actions: passOn, condition: undefined },
      {
        service: 'sns.amazonaws.com',
        actions: passOn,
        condition: like('333333333333:waypost-prod-mail-events'),
      },
      {
        service: 'cloudfront.amazonaws.com',
        actions: ['kms:Decrypt'],
        condition: like('333333333333:distribution/*'),
      },
    ]);
    expect(admitted[0]).toMatchObject({
      service: 'logs.eu-west-1.amazonaws.com',
      condition: like('333333333333:log-group:waypost-prod-*'),
    });
  });

  test('admit EventBridge only where it tells of backups', () => {
    const environments = [{ ...prodInput, customerKeys: true, backup: false } as const];
    const keys = synthesizedEnvironment('prod', exampleConfig({ environments })).template('keys');
    expect(JSON.stringify(keys.toJSON())).not.toContain('events.amazonaws.com');
  });

  test.each([
    ['Submit', ['dynamodb', 'sqs'], ['sqs']],
    ['Deliver', ['dynamodb', 'sns', 'sqs'], ['sns', 'sqs']],
    ['SubmissionStatus', ['dynamodb'], []],
    ['Feedback', ['dynamodb', 'sqs'], ['sqs']],
    ['Page', ['s3'], ['s3']],
  ])('let %s use them through the services that it works with', (role, decrypts, generates) => {
    const uses = statementsOf(keyed.template('contact'))
      .filter(({ id }) => new RegExp(`^${role}(?:Parts)?Role`).test(id))
      .flatMap(({ statement }) =>
        actionsOf(statement)
          .filter((action) => action.startsWith('kms:'))
          .map((action) => [action, servicesOf(statement.Condition)]),
      );
    expect(uses).toEqual([
      ['kms:Decrypt', decrypts],
      ...(generates.length > 0 ? [['kms:GenerateDataKey', generates]] : []),
    ]);
  });
});

function servicesOf(condition: unknown): string[] {
  const { StringEquals } = condition as { StringEquals: Record<string, string | string[]> };
  return [StringEquals['kms:ViaService'] ?? []]
    .flat()
    .map((service) => service.replace('.eu-west-1.amazonaws.com', ''));
}

function valueAt(value: unknown, path: string): unknown {
  const found = path
    .split('.')
    .reduce((at, step) => (at as Record<string, unknown> | undefined)?.[step], value);
  return found ?? null;
}
