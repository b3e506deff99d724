import { Match, type Template } from 'aws-cdk-lib/assertions';
import { exampleConfig, otherConfig, prodInput } from '../../helpers/example-config';
import { synthesizedPipeline } from '../../helpers/one-bucket-pipeline';
import { only, stagesOf } from '../../helpers/pipeline-definition';
import { templateOf } from '../../helpers/synthesis';
import { assertRemovalDecided } from '../../helpers/removal-decisions';
import { actionsOf, type Statement, expectResource } from '../../helpers/template-rules';

const config = exampleConfig();
const { template, assembly } = synthesizedPipeline({ config });
const replica = templateOf(assembly, 'waypost-pipeline-replica-us-east-1');

/** Whom the allowing statements of a policy name: last part of each principal. */
function admitted(policy: unknown, action: RegExp): string[] {
  const { Statement: statements } = policy as { Statement: Statement[] };
  const principals = statements
    .filter(({ Effect }) => Effect === 'Allow')
    .filter((statement) => actionsOf(statement).some((one) => action.test(one)))
    .map(({ Principal }) => JSON.stringify(Principal));
  const names = principals.flatMap(
    (text) => text.match(/::\d{12}:(?:root|role\/[\w-]+)|[\w-]+\.amazonaws\.com/g) ?? [],
  );
  return [...new Set(names)].sort();
}

function keyPolicy(of: Template) {
  return only(of, 'AWS::KMS::Key').Properties?.['KeyPolicy'];
}

function bucketPolicy(of: Template) {
  return only(of, 'AWS::S3::BucketPolicy').Properties?.['PolicyDocument'];
}

function deployRoles(region: string, ...more: string[]) {
  return [...more, '222222222222', '333333333333'].map(
    (account) => `::${account}:role/cdk-hnb659fds-deploy-role-${account}-${region}`,
  );
}

describe.each([
  ['artifact bucket', template],
  ['its replica', replica],
])('%s', (_, of) => {
  test('is private and encrypted under a rotating key', () => {
    expectResource(of, 'AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
    });
    expectResource(of, 'AWS::KMS::Key', { EnableKeyRotation: true });
  });

  test('refuses a connection without TLS', () => {
    expectResource(of, 'AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  test('is to be deleted together with its stack', () => {
    expect(only(of, 'AWS::S3::Bucket').DeletionPolicy).toBe('Delete');
    expect(() => {
      assertRemovalDecided(of);
    }).not.toThrow();
  });
});

/** Prefix -> days, of every rule. */
function forgets(of: Template): Record<string, number> {
  const { Properties = {} } = only(of, 'AWS::S3::Bucket');
  const { Rules } = Properties['LifecycleConfiguration'] as {
    Rules: { Prefix?: string; ExpirationInDays: number; Status: string }[];
  };
  expect(Rules.every(({ Status }) => Status === 'Enabled')).toBe(true);
  return Object.fromEntries(Rules.map((rule) => [rule.Prefix ?? '', rule.ExpirationInDays]));
}

test('artifact bucket forgets what actions hand on after 30 days, and what was released after 400', () => {
  expect(forgets(template)).toEqual({
    'waypost/': 30,
    'pull-requests/': 30,
    'notifications/': 30,
    'mutations/': 30,
    'releases/': 400,
  });
  expect(forgets(replica)).toEqual({ '': 30 });
});

test('artifacts outlive the longest approval that may use them', () => {
  const slow = exampleConfig({
    environments: [{ ...prodInput, approval: { timeoutMinutes: 86_400 } }],
  });
  const patient = synthesizedPipeline({ config: slow });
  expect(forgets(patient.template)['waypost/']).toBe(61);
  expect(forgets(templateOf(patient.assembly, 'waypost-pipeline-replica-us-east-1'))).toEqual({
    '': 61,
  });
});

test('artifact bucket admits exactly the roles that deploy, beside the pipeline and to the environments', () => {
  expect(admitted(bucketPolicy(template), /GetObject/)).toEqual(
    deployRoles('eu-west-1', config.tools.account),
  );
  expect(admitted(bucketPolicy(replica), /GetObject/)).toEqual(deployRoles('us-east-1'));
});

test('artifact key admits those, and nobody else but alarms', () => {
  expect(admitted(keyPolicy(template), /Decrypt/)).toEqual([
    ...deployRoles('eu-west-1', config.tools.account),
    'cloudwatch.amazonaws.com',
  ]);
  expect(admitted(keyPolicy(replica), /Decrypt/)).toEqual(deployRoles('us-east-1'));
});

test('control: the check of policies notices one more principal', () => {
  const statement = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Principal: { AWS: 'arn:aws:iam::444444444444:root' },
  };
  expect(admitted({ Statement: [statement] }, /GetObject/)).toEqual(['::444444444444:root']);
});

test('replica is read where CloudFormation runs', () => {
  const stores = only(template, 'AWS::CodePipeline::Pipeline').Properties?.['ArtifactStores'] as {
    Region: string;
  }[];
  expect(stores.map(({ Region }) => Region).sort()).toEqual(['eu-west-1', 'us-east-1']);
  const elsewhere = stagesOf(template)
    .flatMap(({ Actions }) => Actions)
    .filter(({ Region }) => Region === 'us-east-1');
  expect(elsewhere).toHaveLength(2);
});

test('replica is deployed before the pipeline that names it', () => {
  const dependencies = assembly.getStackByName('waypost-pipeline').dependencies;
  expect(dependencies.map(({ id }) => id)).toContain('waypost-pipeline-replica-us-east-1');
});

test('replica exists in no region that the pipeline itself lives in', () => {
  const alone = synthesizedPipeline({ config: otherConfig() });
  expect(alone.assembly.stacks.map(({ stackName }) => stackName)).toEqual([
    'beacon-pipeline',
    'beacon-pull-requests',
  ]);
});
