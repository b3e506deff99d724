import type { Template } from '../../../../release/review/template/template';
import type { ReleaseRecord, ReviewedAsset } from '../../../../lambdas/release-check/contract';
import {
  asset,
  compare,
  CONTACT,
  deployedStack,
  NEW_HASH,
  nextStack,
  NOW,
  OLD_HASH,
  STORAGE,
  submit,
  table,
} from './samples';

const policies = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

describe('the difference of a stack', () => {
  test('names each change by what CloudFormation does to the resource', () => {
    const { stacks } = compare({
      [STORAGE]: [
        {
          Resources: {
            Gone: { Type: 'AWS::SNS::Topic' },
            Kept: table('kept', policies),
            Renamed: table('old'),
            Same: { Type: 'AWS::SNS::Topic' },
            Updated: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'old' } },
            // Whether the zone is made anew hangs on what the value was.
            Perhaps: { Type: 'AWS::EC2::Instance', Properties: { UserData: 'old' } },
          },
        },
        {
          Resources: {
            Renamed: table('new'),
            Same: { Type: 'AWS::SNS::Topic' },
            Updated: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'new' } },
            Perhaps: { Type: 'AWS::EC2::Instance', Properties: { UserData: 'new' } },
            New: { Type: 'AWS::SNS::Topic' },
          },
        },
      ],
    });
    expect(stacks[0]?.changes.map(({ change, logicalId }) => [change, logicalId])).toEqual([
      ['destroyed', 'Gone'],
      ['replaced', 'Renamed'],
      ['maybe-replaced', 'Perhaps'],
      ['retained', 'Kept'],
      ['changed', 'Updated'],
      ['added', 'New'],
    ]);
  });

  test('replaces what refers to something that is replaced, where the reference cannot change', () => {
    const alias = (name: string) => ({
      Resources: {
        Table: table(name),
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Table' } } },
      },
    });
    const [stack] = compare({ [STORAGE]: [alias('old'), alias('new')] }).stacks;
    expect(stack?.changes).toMatchObject([
      { change: 'replaced', logicalId: 'Table' },
      { change: 'replaced', logicalId: 'Topic' },
    ]);
  });

  test('has the name of what goes, and which property makes it anew, before and after', () => {
    const { stacks } = compare(
      {},
      {
        stacks: [nextStack(STORAGE, { Resources: { Table: table('new', policies) } })],
        deployed: new Map([
          [
            STORAGE,
            deployedStack(
              { Resources: { Table: table('old', policies) } },
              { Table: 'waypost-table-1A2B' },
            ),
          ],
        ]),
      },
    );
    expect(stacks[0]?.changes).toEqual([
      {
        change: 'replaced',
        type: 'AWS::DynamoDB::GlobalTable',
        holdsState: true,
        logicalId: 'Table',
        physicalId: 'waypost-table-1A2B',
        leaves: 'resource',
        properties: [{ name: 'TableName', replaces: true, before: 'old', after: 'new' }],
      },
    ]);
  });

  test('is nothing where only the notes of the CDK differ, and not where a policy of removal does', () => {
    const topic = (change: object) => ({
      Resources: { Topic: { Type: 'AWS::SNS::Topic', ...change } },
    });
    const changes = (one: object, other: object) =>
      compare({ [STORAGE]: [topic(one), topic(other)] }).stacks[0]?.changes ?? [];
    expect(changes({ Metadata: { path: 'a' } }, { Metadata: { path: 'b' } })).toEqual([]);
    expect(changes({ DeletionPolicy: 'Retain' }, { DeletionPolicy: 'Delete' })).toMatchObject([
      { change: 'changed' },
    ]);
    const [policy] = changes({ DeletionPolicy: 'Retain' }, { DeletionPolicy: 'Delete' });
    expect(policy?.properties).toEqual([
      { name: 'DeletionPolicy', replaces: false, before: 'Retain', after: 'Delete' },
    ]);
  });

  test('names the other sections of the template that differ, and not the notes in it', () => {
    const changes = (one: Template, other: Template) =>
      compare({ [STORAGE]: [one, other] }).stacks[0]?.sections;
    const outputs = (Value: string) => ({ Outputs: { Name: { Value } }, Metadata: { Value } });
    expect(changes(outputs('old'), outputs('new'))).toEqual(['Outputs']);
    expect(changes({ Metadata: { a: 1 } }, {})).toEqual([]);
  });

  test('names those sections in the order of their names, and not the resources', () => {
    const parts = (Value: string) => ({
      Parameters: { P: { Type: 'String', Default: Value } },
      Mappings: { M: { key: { Value } } },
      Outputs: { Same: { Value: 'same' } },
      Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: Value } } },
    });
    const [stack] = compare({ [STORAGE]: [parts('old'), parts('new')] }).stacks;
    expect(stack?.sections).toEqual(['Mappings', 'Parameters']);
  });

  test('has what a possible replacement leaves by the policy of replacement', () => {
    const instance = (UserData: string) => ({
      Resources: {
        It: {
          Type: 'AWS::EC2::Instance',
          Properties: { UserData },
          ...{ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Retain' },
        },
      },
    });
    const [stack] = compare({ [STORAGE]: [instance('old'), instance('new')] }).stacks;
    expect(stack?.changes).toMatchObject([{ change: 'maybe-replaced', leaves: 'resource' }]);
  });

  test('has no name for what is added, though CloudFormation still lists an old one', () => {
    const { stacks } = compare(
      {},
      {
        stacks: [nextStack(STORAGE, { Resources: { Table: table('new') } })],
        deployed: new Map([[STORAGE, deployedStack({ Resources: {} }, { Table: 'left over' })]]),
      },
    );
    expect(stacks[0]?.changes).toMatchObject([{ change: 'added' }]);
    expect(stacks[0]?.changes[0]).not.toHaveProperty('physicalId');
  });

  test('knows by the resources that exist which conditions hold', () => {
    const maybe = (value: string) => ({
      Parameters: { Given: { Type: 'String' } },
      Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'Given' }, value] } },
      Resources: {
        Always: { Type: 'AWS::SNS::Topic' },
        Table: { ...table('t'), Condition: 'Wanted' },
      },
    });
    const changes = (physicalIds: object) =>
      compare(
        {},
        {
          stacks: [nextStack(STORAGE, { Resources: { Always: { Type: 'AWS::SNS::Topic' } } })],
          deployed: new Map([[STORAGE, deployedStack(maybe('a'), physicalIds)]]),
        },
      ).stacks[0]?.changes.map(({ change, logicalId }) => [change, logicalId]);
    expect(changes({ Always: 'topic', Table: 'table' })).toEqual([['destroyed', 'Table']]);
    expect(changes({ Always: 'topic' })).toEqual([]);
  });

  test('of a stack that is not there yet is that everything is added', () => {
    const [stack] = compare({
      [STORAGE]: [
        undefined,
        { Resources: { Table: table('new') }, Outputs: { Name: { Value: 'new' } } },
      ],
    }).stacks;
    expect(stack).not.toHaveProperty('status');
    expect(stack?.changes.map(({ change }) => change)).toEqual(['added']);
    expect(stack?.changes[0]).not.toHaveProperty('physicalId');
    expect(stack?.sections).toEqual([]);
  });

  test('of a stack whose first creation failed is the same: nothing is there', () => {
    const failed = deployedStack({ Resources: { Old: table('old') } }, { Old: 'old' });
    const diff = compare(
      { [STORAGE]: [undefined, { Resources: { Table: table('new') } }] },
      { deployed: new Map([[STORAGE, { ...failed, status: 'ROLLBACK_COMPLETE' }]]) },
    );
    expect(diff.stacks[0]?.status).toBe('ROLLBACK_COMPLETE');
    expect(diff.stacks[0]?.changes.map(({ change }) => change)).toEqual(['added']);
    expect(diff.removals).toEqual([]);
  });
});

test('a list is another value than its text', () => {
  const topic = (DisplayName: unknown) => ({
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName } } },
  });
  const [stack] = compare({ [STORAGE]: [topic('["a"]'), topic(['a'])] }).stacks;
  expect(stack?.changes).toMatchObject([{ change: 'changed' }]);
});

describe('a property with a long value', () => {
  const topic = (DisplayName: unknown) => ({
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName } } },
  });
  const valueOf = (before: unknown, after: unknown) =>
    compare({ [STORAGE]: [topic(before), topic(after)] }).stacks[0]?.changes[0]?.properties[0];

  test('is shown from shortly before where it differs', () => {
    const long = (middle: string) => ({ a: 'x'.repeat(1_000), b: middle, c: 'y'.repeat(1_000) });
    const value = valueOf(long('old'), long('new'));
    expect(value?.before).toMatch(/^…x+","b":"old","c":"y+…$/);
    expect(value?.after).toMatch(/^…x+","b":"new","c":"y+…$/);
    expect(value?.after?.length).toBeLessThanOrEqual(402);
  });

  test('keeps its beginning when there is none on the other side', () => {
    const value = valueOf(undefined, 'x'.repeat(500));
    expect(value).toEqual({ name: 'DisplayName', replaces: false, after: `${'x'.repeat(400)}…` });
  });
});

describe('a value that is another one although the templates say the same', () => {
  const parameter = (Default: string) => ({ Parameters: { P: { Type: 'String', Default } } });
  const topic = (Properties: Readonly<Record<string, unknown>>) => ({
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties } },
  });
  const propertyOf = (Properties: Readonly<Record<string, unknown>>) =>
    compare({
      [STORAGE]: [
        { ...parameter('old'), ...topic(Properties) },
        { ...parameter('new'), ...topic(Properties) },
      ],
    }).stacks[0]?.changes[0]?.properties;

  test.each([
    ['DisplayName', { 'Fn::Sub': 'a ${P}' }, 'a old', 'a new'],
    [
      'DisplayName',
      { 'Fn::Sub': '${AWS::AccountId} ${Topic} ${P}' },
      '333333333333 ${Topic} old',
      '333333333333 ${Topic} new',
    ],
    [
      'Tags',
      [{ Key: 'k', Value: { 'Fn::Sub': '${Topic} ${P}' } }, 7],
      '[{"Key":"k","Value":"${Topic} old"},7]',
      '[{"Key":"k","Value":"${Topic} new"},7]',
    ],
    [
      'Tags',
      [{ Key: 'k', Value: { Ref: 'P' } }],
      '[{"Key":"k","Value":"old"}]',
      '[{"Key":"k","Value":"new"}]',
    ],
  ])('is shown as it is read, with what it follows: %s', (name, value, before, after) => {
    expect(propertyOf({ [name]: value })).toEqual([
      { name, replaces: false, follows: ['P'], before, after },
    ]);
  });
});

describe('the difference of an environment', () => {
  test('has its commit where one is named, and says why it knows no commits', () => {
    expect(compare({}, { commit: 'c2' })).toMatchObject({
      environment: 'prod',
      commit: 'c2',
      reviewedAt: NOW.toISOString(),
      stacks: [],
      leftBehind: [],
      assets: [],
      commits: { kind: 'unknown', reason: 'only the pipeline knows what it released last' },
    });
    expect(compare({})).not.toHaveProperty('commit');
  });

  test('has every commit before the first release', () => {
    const history = { lastRelease: undefined, commits: [] };
    expect(compare({}, { history }).commits).toEqual({ kind: 'first' });
  });

  test('has the size of what was uploaded last, from the record of that release', () => {
    const history = (recorded: readonly ReviewedAsset[]) => ({
      lastRelease: { commit: 'c1', record: { assets: recorded } as unknown as ReleaseRecord },
      commits: [],
    });
    const code = (hash: string) => ({ Resources: { Submit: submit(hash) } });
    const sides = { [CONTACT]: [code(OLD_HASH), code(NEW_HASH)] as const };
    const found = compare(sides, { history: history([asset(OLD_HASH, { bytes: 7 })]) }).assets;
    expect(found).toMatchObject([{ before: { hash: OLD_HASH, bytes: 7 } }]);
    expect(compare(sides).assets).toMatchObject([{ before: { hash: OLD_HASH } }]);
  });

  test('has new permissions in the order of the stacks', () => {
    const role = (Action: string) => ({
      Resources: {
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'p',
            Roles: ['one'],
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
          },
        },
      },
    });
    const { grants } = compare({
      [STORAGE]: [undefined, role('sqs:SendMessage')],
      [CONTACT]: [undefined, role('s3:GetObject')],
    });
    expect(grants.map(({ stackName }) => stackName)).toEqual([STORAGE, CONTACT]);
  });

  test('knows what a deployed stack was given for its parameters', () => {
    const given = {
      Parameters: { P: { Type: 'String' } },
      Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'P' } } } },
    };
    const named = { ...given, Parameters: { P: { Type: 'String', Default: 'two' } } };
    const deployed = { ...deployedStack(given), parameters: { P: 'one' } };
    const diff = compare(
      { [STORAGE]: [undefined, named] },
      { deployed: new Map([[STORAGE, deployed]]) },
    );
    expect(diff.stacks[0]?.changes).toMatchObject([
      { change: 'replaced', properties: [{ name: 'TopicName', before: 'one', after: 'two' }] },
    ]);
  });
});

describe('cost', () => {
  const alarms = (number: number) => ({
    Resources: Object.fromEntries(
      Array.from({ length: number }, (_, index) => [
        `Alarm${index}`,
        { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } },
      ]),
    ),
  });

  test('is what AWS charges, before and after: the first ten alarms cost nothing', () => {
    const cost = (before: number, after: number) =>
      compare({ [CONTACT]: [alarms(before), alarms(after)] }).cost;
    expect(cost(5, 10)).toMatchObject({ kind: 'known', before: { idle: 0 }, after: { idle: 0 } });
    const found = cost(10, 12);
    expect(found.kind === 'known' && found.after.idle - found.before.idle).toBeCloseTo(0.2);
  });

  test('is not known when what is deployed has no price, and says so', () => {
    const odd = { Resources: { Odd: { Type: 'AWS::SageMaker::Domain' } } };
    expect(compare({ [CONTACT]: [odd, alarms(1)] }).cost).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('AWS::SageMaker::Domain') as string,
    });
  });
});
