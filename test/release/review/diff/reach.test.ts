import type { Template } from '../../../../release/review/template/template';
import { compare, CONTACT, STORAGE } from './samples';

/** A function that is made anew, and a log group that is named in some way. */
function stackWith(packageType: string, resources: object, more: object = {}): Template {
  return {
    Resources: {
      Submit: { Type: 'AWS::Lambda::Function', Properties: { PackageType: packageType } },
      ...resources,
    },
    ...more,
  };
}
const logGroup = (LogGroupName: unknown) => ({
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName } },
});

const changeOf = (diff: ReturnType<typeof compare>, logicalId: string, stackName = STORAGE) =>
  diff.stacks
    .find((one) => one.stackName === stackName)
    ?.changes.find((one) => one.logicalId === logicalId)?.change;

const sub = (text: string, variables?: object) => ({
  'Fn::Sub': variables === undefined ? text : [text, variables],
});
const Submit = { Ref: 'Submit' };
const Arn = { 'Fn::GetAtt': ['Submit', 'Arn'] };

// aws/aws-cdk-cli: cloudformation-diff 2.187.5 follows references that are a whole value only.
describe('a replacement reaches on through', () => {
  test.each([
    ['Ref', Submit],
    ['Fn::GetAtt as a list', Arn],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Submit.Arn' }],
    ['Fn::Join', { 'Fn::Join': ['', ['/aws/lambda/', Submit]] }],
    ['Fn::Join in Fn::Join', { 'Fn::Join': ['/', ['a', { 'Fn::Join': ['', ['b', Arn]] }]] }],
    ['Fn::Sub', sub('/aws/lambda/${Submit}')],
    ['Fn::Sub of an attribute', sub('/aws/lambda/${Submit.Arn}')],
    ['a variable of Fn::Sub', sub('/aws/lambda/${Name}', { Name: Submit })],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [6, { 'Fn::Split': [':', Arn] }] }],
    ['Fn::Select of a list', { 'Fn::Select': ['1', ['a', Submit]] }],
    ['both sides of Fn::If that nobody knows', { 'Fn::If': ['Unknown', Submit, Arn] }],
    ['a text in Fn::If', { 'Fn::Join': ['', [{ 'Fn::If': ['Unknown', 'a', 'b'] }, Submit]] }],
    ['a name in a secret', sub('{{resolve:secretsmanager:${Submit}}}')],
    ['Fn::Base64', { 'Fn::Base64': Submit }],
  ])('%s', (_, name) => {
    const more = {
      Parameters: { Given: { Type: 'String' } },
      Conditions: { Unknown: { 'Fn::Equals': [{ Ref: 'Given' }, 'yes'] } },
    };
    const diff = compare({
      [STORAGE]: [stackWith('Zip', logGroup(name), more), stackWith('Image', logGroup(name), more)],
    });
    expect(changeOf(diff, 'Logs')).toBe('replaced');
    // It holds state: nothing lets it through.
    expect(diff.removals).toMatchObject([{ allowed: false, resource: { logicalId: 'Logs' } }]);
  });

  test.each([
    ['a text that Fn::Sub leaves as it is', sub('/aws/lambda/${!Submit}')],
    ['a variable of Fn::Sub that has its name', sub('${Submit}', { Submit: 'literal' })],
    ['the branch of a condition that does not hold', { 'Fn::If': ['No', Submit, 'other'] }],
    ['a name in a text', '/aws/lambda/Submit'],
    ['another resource', { Ref: 'Other' }],
  ])('control: it does not reach on through %s', (_, name) => {
    const more = { Conditions: { No: { 'Fn::Equals': ['a', 'b'] } } };
    const other = { ...logGroup(name), Other: { Type: 'AWS::SNS::Topic' } };
    const diff = compare({
      [STORAGE]: [stackWith('Zip', other, more), stackWith('Image', other, more)],
    });
    expect(changeOf(diff, 'Logs')).toBeUndefined();
  });

  test('control: nothing is made anew where a reference is only written in another way', () => {
    const one = logGroup({ 'Fn::Join': ['', ['/aws/lambda/', Submit]] });
    const diff = compare({
      [STORAGE]: [stackWith('Zip', one), stackWith('Zip', logGroup(sub('/aws/lambda/${Submit}')))],
    });
    expect(diff.stacks[0]?.changes).toEqual([]);
  });

  test('properties below others, such as what a backup selection selects', () => {
    const selection = {
      Selection: {
        Type: 'AWS::Backup::BackupSelection',
        Properties: { BackupPlanId: 'p', BackupSelection: { Resources: [sub('${Submit.Arn}')] } },
      },
    };
    const diff = compare({
      [STORAGE]: [stackWith('Zip', selection), stackWith('Image', selection)],
    });
    expect(diff.stacks[0]?.changes).toMatchObject([
      {
        change: 'replaced',
        logicalId: 'Selection',
        properties: [{ name: 'BackupSelection', replaces: true, follows: ['Submit'] }],
      },
      { change: 'replaced', logicalId: 'Submit' },
    ]);
  });

  test('a property below one that by itself changes in place', () => {
    const budget = (BudgetName: string, Amount: number) => ({
      Resources: {
        Budget: {
          Type: 'AWS::Budgets::Budget',
          Properties: { Budget: { BudgetName, BudgetLimit: { Amount, Unit: 'USD' } } },
        },
      },
    });
    const renamed = compare({ [STORAGE]: [budget('one', 1), budget('two', 1)] });
    expect(changeOf(renamed, 'Budget')).toBe('replaced');
    const raised = compare({ [STORAGE]: [budget('one', 1), budget('one', 2)] });
    expect(changeOf(raised, 'Budget')).toBe('changed');
  });

  test('one side of Fn::If that nobody knows, perhaps', () => {
    const more = {
      Parameters: { Given: { Type: 'String' } },
      Conditions: { Unknown: { 'Fn::Equals': [{ Ref: 'Given' }, 'yes'] } },
    };
    const side = logGroup({ 'Fn::If': ['Unknown', Submit, 'other'] });
    const diff = compare({
      [STORAGE]: [stackWith('Zip', side, more), stackWith('Image', side, more)],
    });
    expect(changeOf(diff, 'Logs')).toBe('maybe-replaced');
    expect(diff.removals).toMatchObject([{ allowed: false, resource: { logicalId: 'Logs' } }]);
  });

  test('one resource after another, and tells of those that only change', () => {
    const chain = {
      ...logGroup(sub('/aws/lambda/${Submit}')),
      Filter: {
        Type: 'AWS::Logs::SubscriptionFilter',
        Properties: { LogGroupName: sub('${Logs}') },
      },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { Dimensions: [{ Name: 'FunctionName', Value: Submit }] },
      },
    };
    const diff = compare({ [STORAGE]: [stackWith('Zip', chain), stackWith('Image', chain)] });
    expect(changeOf(diff, 'Filter')).toBe('replaced');
    expect(changeOf(diff, 'Alarm')).toBe('changed');
  });

  test('one resource after another, in whatever order the template has them', () => {
    const chain = (last: object) => ({
      Resources: {
        Filter: {
          Type: 'AWS::Logs::SubscriptionFilter',
          Properties: { LogGroupName: sub('${Logs}') },
        },
        ...logGroup(sub('/aws/lambda/${Submit}')),
        Submit: { Type: 'AWS::Lambda::Function', ...last },
      },
    });
    const submit = (PackageType: string) => ({ Properties: { PackageType, MemorySize: 256 } });
    for (const sides of [
      [chain(submit('Zip')), chain(submit('Image'))],
      [chain({}), chain({ Type: 'AWS::SNS::Topic' })],
    ] as const) {
      expect(changeOf(compare({ [STORAGE]: sides }), 'Filter')).toBe('replaced');
    }
  });

  test('an attribute that has the value of a property, though its resource only changes', () => {
    const set = (Value: string, Description: string) => ({
      Resources: {
        Filter: {
          Type: 'AWS::Logs::SubscriptionFilter',
          Properties: { LogGroupName: sub('${Logs}') },
        },
        ...logGroup({ 'Fn::GetAtt': ['Set', 'Value'] }),
        Set: { Type: 'AWS::SSM::Parameter', Properties: { Value, Description } },
      },
    });
    const diff = compare({ [STORAGE]: [set('old', 'd'), set('new', 'd')] });
    expect(['Set', 'Logs', 'Filter'].map((id) => changeOf(diff, id))).toEqual([
      ...['changed', 'replaced', 'replaced'],
    ]);
    const logs = diff.stacks[0]?.changes.find(({ logicalId }) => logicalId === 'Logs');
    expect(logs?.properties).toMatchObject([{ name: 'LogGroupName', follows: ['Set'] }]);
    const other = compare({ [STORAGE]: [set('old', 'd'), set('old', 'e')] });
    expect(['Set', 'Logs'].map((id) => changeOf(other, id))).toEqual(['changed', undefined]);
  });

  test('what may be made anew, as what may be, too', () => {
    const instance = (UserData: string) => ({
      Resources: {
        Instance: { Type: 'AWS::EC2::Instance', Properties: { UserData } },
        ...logGroup(sub('/instances/${Instance}')),
      },
    });
    const diff = compare({ [STORAGE]: [instance('old'), instance('new')] });
    expect(changeOf(diff, 'Logs')).toBe('maybe-replaced');
  });

  test('the answers of a custom resource, which may be others when it changes', () => {
    const custom = (Name: string) => ({
      Resources: {
        Made: { Type: 'Custom::Made', Properties: { ServiceToken: 't', Name } },
        ...logGroup({ 'Fn::GetAtt': ['Made', 'Name'] }),
      },
    });
    const diff = compare({ [STORAGE]: [custom('old'), custom('new')] });
    expect(changeOf(diff, 'Logs')).toBe('maybe-replaced');
  });

  test('a custom resource that was of another type: its answers are others for sure', () => {
    const made = (Type: string, Properties: Readonly<Record<string, unknown>>) => ({
      Resources: { Made: { Type, Properties }, ...logGroup({ Ref: 'Made' }) },
    });
    const sides = [
      made('AWS::SNS::Topic', {}),
      made('Custom::Made', { ServiceToken: 't' }),
    ] as const;
    expect(changeOf(compare({ [STORAGE]: sides }), 'Logs')).toBe('replaced');
  });

  test.each(['AWS::SNS::Topic', 'AWS::CloudFormation::StackSet', 'Acme::Custom::Made'])(
    'control: it does not reach on from %s that changes in place',
    (Type) => {
      const made = (Description: string) => ({
        Resources: { Made: { Type, Properties: { Description } }, ...logGroup({ Ref: 'Made' }) },
      });
      const diff = compare({ [STORAGE]: [made('old'), made('new')] });
      expect([changeOf(diff, 'Made'), changeOf(diff, 'Logs')]).toEqual(['changed', undefined]);
    },
  );

  test('control: what does not move is not among what a changed value follows', () => {
    const given = (Default: string) => ({ Parameters: { P: { Type: 'String', Default } } });
    const name = logGroup(sub('${Submit}-${P}'));
    const [stack] = compare({
      [STORAGE]: [stackWith('Zip', name, given('old')), stackWith('Zip', name, given('new'))],
    }).stacks;
    expect(stack?.changes[0]?.properties).toMatchObject([{ follows: ['P'] }]);
  });
});

describe('a replacement reaches into other stacks through', () => {
  const producer = (packageType: string, output: object) =>
    stackWith(packageType, {}, { Outputs: { Name: { Value: sub('${Submit}'), ...output } } });
  const consumer = (name: unknown) => ({
    Resources: logGroup({ 'Fn::Join': ['', ['/aws/lambda/', name]] }),
  });

  test('an export and Fn::ImportValue', () => {
    const output = { Export: { Name: sub('${AWS::StackName}-name') } };
    const imports = consumer({ 'Fn::ImportValue': `${STORAGE}-name` });
    const diff = compare({
      [CONTACT]: [imports, imports],
      [STORAGE]: [producer('Zip', output), producer('Image', output)],
    });
    expect(changeOf(diff, 'Logs', CONTACT)).toBe('replaced');
    expect(diff.removals).toHaveLength(1);
  });

  // CloudFormation reads it when the stack is next updated:
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
  test('a weak reference, Fn::GetStackOutput, which is read when its stack is next updated', () => {
    const reads = consumer({
      'Fn::GetStackOutput': { StackName: STORAGE, OutputName: 'Name', Region: 'eu-west-1' },
    });
    const diff = compare({
      [CONTACT]: [reads, reads],
      [STORAGE]: [producer('Zip', {}), producer('Image', {})],
    });
    expect(changeOf(diff, 'Logs', CONTACT)).toBe('maybe-replaced');
    expect(diff.removals).toMatchObject([{ stackName: CONTACT, allowed: false }]);
  });

  test('a parameter of SSM that the release sets', () => {
    const sets = (packageType: string) =>
      stackWith(packageType, {
        Name: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/name', Value: Submit } },
      });
    const reads = consumer('{{resolve:ssm:/name}}');
    const diff = compare({ [CONTACT]: [reads, reads], [STORAGE]: [sets('Zip'), sets('Image')] });
    expect(changeOf(diff, 'Logs', CONTACT)).toBe('replaced');
  });

  test('a name that is given by hand and changes', () => {
    const named = (name: string) => ({ Resources: logGroup(`/aws/lambda/${name}`) });
    const diff = compare({ [CONTACT]: [named('old'), named('new')] });
    expect(changeOf(diff, 'Logs', CONTACT)).toBe('replaced');
  });

  test('control: outputs that nobody reads change nothing elsewhere', () => {
    const reads = consumer({
      'Fn::GetStackOutput': { StackName: STORAGE, OutputName: 'Other', Region: 'eu-west-1' },
    });
    const diff = compare({
      [CONTACT]: [reads, reads],
      [STORAGE]: [producer('Zip', {}), producer('Image', {})],
    });
    expect(changeOf(diff, 'Logs', CONTACT)).toBeUndefined();
  });

  test('control: a weak reference to what stays changes nothing', () => {
    const reads = consumer({
      'Fn::GetStackOutput': { StackName: STORAGE, OutputName: 'Name', Region: 'eu-west-1' },
    });
    const diff = compare({
      [CONTACT]: [reads, reads],
      [STORAGE]: [producer('Zip', {}), producer('Zip', {})],
    });
    expect(changeOf(diff, 'Logs', CONTACT)).toBeUndefined();
  });

  test('outputs that read each other in a ring come to an end', () => {
    const ring = (of: string) => ({
      Resources: logGroup({ 'Fn::GetStackOutput': { StackName: of, OutputName: 'Name' } }),
      Outputs: { Name: { Value: { 'Fn::GetStackOutput': { StackName: of, OutputName: 'Name' } } } },
    });
    const diff = compare({
      [CONTACT]: [ring(STORAGE), ring(STORAGE)],
      [STORAGE]: [ring(CONTACT), ring(CONTACT)],
    });
    expect(diff.stacks.map(({ changes }) => changes)).toEqual([[], []]);
  });
});
