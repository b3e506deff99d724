import { Template } from 'aws-cdk-lib/assertions';
import { dev as devInput } from '../helpers/sample';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { ALL_OPTIONS } from '../helpers/options';
import { assertRemovalDecided, statefulResourcesOf } from '../helpers/removal-decisions';
import { environmentStage } from '../helpers/apps';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { type Resource, resourcesOf, statementsOf } from '../helpers/template-rules';

const everyOption = exampleConfig({
  environments: [
    {
      ...devInput,
      ...ALL_OPTIONS,
      protectData: false,
      nameServers: ['ns1.example.net', 'ns2.example.net'],
    },
    { ...prodInput, ...ALL_OPTIONS, protectData: true },
  ],
});
const prod = synthesizedEnvironment('prod');
const dev = synthesizedEnvironment('dev');
const protectedStacks = [...prod.all, ...synthesizedEnvironment('prod', everyOption).all];
const unprotectedStacks = [...dev.all, ...synthesizedEnvironment('dev', everyOption).all];

interface StackTemplate {
  readonly stack: string;
  readonly template: Template;
}

/** What goes with a protected environment, by stack and type, and why that is no loss. */
const EXPENDABLE: Readonly<Record<string, string>> = {
  'any AWS::Logs::LogGroup': 'Logs end by themselves, and name nobody.',
  'contact AWS::Cognito::UserPool': 'People can be invited again, and it holds nothing else.',
  'contact AWS::DynamoDB::GlobalTable': "The guard's facts last a day.",
  'contact AWS::SQS::Queue':
    'Messages pass in seconds. A queue that is kept has the name that the next one needs.',
};

function isExpendable(stack: string, type: string): boolean {
  return [`any ${type}`, `${stack} ${type}`].some((key) => key in EXPENDABLE);
}

/** The stateful resources that would be lost for good. */
function treasuresOf({ stack, template }: StackTemplate): [string, Resource][] {
  return statefulResourcesOf(template).filter(([, { Type }]) => !isExpendable(stack, Type));
}

function assertKept(of: StackTemplate) {
  for (const [id, { DeletionPolicy, UpdateReplacePolicy, Type, Properties }] of treasuresOf(of)) {
    if (DeletionPolicy !== 'Retain' || UpdateReplacePolicy !== 'Retain') {
      throw new Error(`${of.stack} ${id} would be lost`);
    }
    // The one type of ours that AWS itself can protect.
    if (Type !== 'AWS::DynamoDB::GlobalTable') continue;
    const replicas = Properties?.['Replicas'] as { DeletionProtectionEnabled?: boolean }[];
    if (!replicas.every(({ DeletionProtectionEnabled }) => DeletionProtectionEnabled)) {
      throw new Error(`${of.stack} ${id} can be deleted by one call`);
    }
  }
}

/** A bucket is only deleted when it is empty, so something has to empty it. */
function assertRemovable({ stack, template }: StackTemplate) {
  const emptied = resourcesOf(template)
    .filter(([, { Type }]) => Type === 'Custom::S3AutoDeleteObjects')
    .map(([, { Properties = {} }]) => (Properties['BucketName'] as { Ref: string }).Ref);
  for (const [id, { Type, DeletionPolicy }] of statefulResourcesOf(template)) {
    if (DeletionPolicy !== 'Delete') throw new Error(`${stack} ${id} would stay`);
    if (Type === 'AWS::S3::Bucket' && !emptied.includes(id)) {
      throw new Error(`${stack} ${id} is not emptied`);
    }
  }
}

const bucket = (policy: string) => ({
  stack: 'storage',
  template: Template.fromJSON({
    Resources: {
      Mails: { Type: 'AWS::S3::Bucket', DeletionPolicy: policy, UpdateReplacePolicy: policy },
    },
  }),
});

describe('removal', () => {
  test('of everything that stores data is decided, whatever the options', () => {
    for (const { template } of [...protectedStacks, ...unprotectedStacks]) {
      expect(() => {
        assertRemovalDecided(template);
      }).not.toThrow();
    }
  });

  test.each([
    ['a missing decision', 'AWS::S3::Bucket', 'Mails has no removal policy'],
    ['a type that nobody has thought about', 'AWS::New::Thing', 'whether AWS::New::Thing'],
  ])('control: the check notices %s', (_, Type, message) => {
    expect(() => {
      assertRemovalDecided(Template.fromJSON({ Resources: { Mails: { Type } } }));
    }).toThrow(message);
  });
});

describe('environment whose data is protected', () => {
  test('keeps what would be lost when its stacks are deleted, and protects its tables', () => {
    expect(protectedStacks.flatMap((one) => treasuresOf(one)).length).toBeGreaterThan(7);
    for (const one of protectedStacks) {
      expect(() => {
        assertKept(one);
      }).not.toThrow();
    }
  });

  test('keeps the logical ids of stateful resources', () => {
    const ids = prod.all.flatMap((one) => treasuresOf(one).map(([id]) => `${one.stack} ${id}`));
    expect(ids.sort()).toEqual([
      'dns ZoneA5DE4B68',
      'storage AccessLogs8B620ECA',
      'storage Assets9A31D427',
      'storage BackupVaultADF21B19',
      'storage SubmissionsDC7188AC',
    ]);
  });

  test('has every expendable type that is listed', () => {
    const found = protectedStacks.flatMap(({ stack, template }) =>
      statefulResourcesOf(template).flatMap(([, { Type }]) => [`any ${Type}`, `${stack} ${Type}`]),
    );
    expect(Object.keys(EXPENDABLE).filter((key) => !found.includes(key))).toEqual([]);
  });

  test('control: the check notices a bucket that would be lost', () => {
    expect(() => {
      assertKept(bucket('Delete'));
    }).toThrow('storage Mails would be lost');
  });

  test('control: the check notices a table that one call deletes', () => {
    const table = {
      Type: 'AWS::DynamoDB::GlobalTable',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { Replicas: [{ DeletionProtectionEnabled: true }, {}] },
    };
    const template = Template.fromJSON({ Resources: { Table: table } });
    expect(() => {
      assertKept({ stack: 'storage', template });
    }).toThrow('storage Table can be deleted by one call');
  });
});

describe('termination protection', () => {
  const wanted = (environment: typeof prod) =>
    environment.assembly.stacks
      .filter(({ terminationProtection }) => terminationProtection)
      .map(({ stackName, environment: { region } }) => ({ region, stackName }));

  test('is wanted by every stack of an environment whose data is protected, and by no other', () => {
    expect(wanted(prod)).toHaveLength(prod.assembly.stacks.length);
    expect(wanted(dev)).toEqual([]);
  });

  test('is set by the pipeline for every stack that wants it', () => {
    const { roleArn, stacks = [] } = environmentStage('prod', exampleConfig()).protection ?? {};
    expect(roleArn).toMatch(/:iam::333333333333:role\/waypost-prod-stack-protection$/);
    const sorted = (list: readonly { stackName: string }[]) =>
      list.toSorted((a, b) => a.stackName.localeCompare(b.stackName));
    expect(sorted(stacks)).toEqual(sorted(wanted(prod)));
    expect(environmentStage('dev', exampleConfig()).protection).toBeUndefined();
  });

  test('is set under a role that may do that alone, for these stacks alone, and for one build', () => {
    const policy = statementsOf(prod.template('storage'))
      .filter(({ id }) => id.startsWith('StackProtector'))
      .map(({ statement }) => statement);
    const buildRole = ':iam::111111111111:role/waypost-prod-stack-protection-build';
    expect(policy).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': [
              { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, buildRole]] },
            ],
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['cloudformation:DescribeStacks', 'cloudformation:UpdateTerminationProtection'],
        Resource: wanted(prod)
          .map(
            ({ region, stackName }) =>
              `arn:aws:cloudformation:${region}:333333333333:stack/${stackName}/*`,
          )
          .sort(),
      },
    ]);
  });
});

describe('environment whose data is not protected', () => {
  test('goes with all that it stored, its buckets emptied first', () => {
    for (const one of unprotectedStacks) {
      expect(() => {
        assertRemovable(one);
      }).not.toThrow();
    }
  });

  test.each([
    ['Delete', 'storage Mails is not emptied'],
    ['Retain', 'storage Mails would stay'],
  ])('control: the check notices a full bucket with policy %s', (policy, message) => {
    expect(() => {
      assertRemovable(bucket(policy));
    }).toThrow(message);
  });
});
