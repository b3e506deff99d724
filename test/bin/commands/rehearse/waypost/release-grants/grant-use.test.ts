import { parseConfig } from '../../../../../../lib/config/parse-config';
import type { AllowingStatement, NewGrant } from '../../../../../../release/review/contract';
import {
  reachOf,
  useOf,
} from '../../../../../../bin/commands/rehearse/waypost/release-grants/grant-use';
import type { RoleStatement, RoleCall } from '../../../../../../rehearsal/emulator/calls';
import type { ProvisionedResource } from '../../../../../../rehearsal/emulator/inventory';
import type { Report } from '../../../../../../rehearsal/report/report-schema';
import { sample } from '../../../../../helpers/sample';

const config = parseConfig(sample);
const accountOf = (name: string) =>
  config.environments.find((one) => one.name === name)?.account ?? '';
const [DEV, PROD] = ['dev', 'prod'].map(accountOf) as [string, string];
const QUEUE = 'arn:aws:sqs:eu-west-1';

const only = (...patterns: readonly string[]) => ({ but: false, patterns });

function grant(changes: Partial<AllowingStatement> = {}): NewGrant {
  const of = ['${waypost-prod-contact/Role}'];
  return {
    rating: 'broader',
    change: 'comes',
    what: 'Allow sqs:SendMessage',
    resource: '${Queue.Arn}',
    principal: 'AWS:${Role}',
    condition: '',
    type: 'AWS::IAM::Policy',
    logicalId: 'Policy',
    stackName: 'waypost-prod-contact',
    allows: {
      kind: 'role',
      of,
      principal: only('AWS:${waypost-prod-contact/Role}'),
      action: only('sqs:SendMessage'),
      resource: only('${waypost-prod-contact/Queue.Arn}'),
      ...changes,
    },
  };
}

function resources(environment: string): ProvisionedResource[] {
  return [
    ['Role', `waypost-${environment}-submit`],
    ['Queue', `http://localhost/${accountOf(environment)}/waypost-${environment}-queue`],
    ['Other', `waypost-${environment}-queue-other`],
    ['Key', '0000-1111'],
  ].map(([logicalId = '', physicalId = '']) => ({
    account: accountOf(environment),
    region: 'eu-west-1',
    stack: `waypost-${environment}-contact`,
    logicalId,
    physicalId,
    type: 'AWS::SQS::Queue',
    coverage: 'emulated',
    droppedProperties: [],
  }));
}

const roleArn = (environment: string) =>
  `arn:aws:iam::${accountOf(environment)}:role/waypost-${environment}-submit`;

function statement(environment: string, document: object = {}, changes: object = {}) {
  const queue = `${QUEUE}:${accountOf(environment)}:waypost-${environment}-queue`;
  return {
    kind: 'role',
    holder: roleArn(environment),
    policy: 'Policy',
    number: 1,
    document: { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: queue, ...document },
    ...changes,
  } as RoleStatement;
}

function call(environment: string, changes: Partial<RoleCall> = {}): RoleCall {
  const caller = `waypost-${environment}-submit`;
  return {
    origin: `arn:aws:sts::${accountOf(environment)}:assumed-role/${caller}/${caller}`,
    caller,
    account: accountOf(environment),
    region: 'eu-west-1',
    action: 'sqs:SendMessage',
    resource: `${QUEUE}:${accountOf(environment)}:waypost-${environment}-queue`,
    count: 7,
    decision: 'Allow',
    missing: null,
    statements: [0],
    nearest: [],
    ...changes,
  };
}

const inDev = resources('dev');

type Execution = Report['executions'][number];

/** An execution that has one stage, with actions of these providers. */
function execution(
  stage: string,
  actions: readonly (readonly [provider: string, status: string, name?: string])[],
): Execution {
  return {
    id: 'one',
    stages: [
      {
        name: stage,
        actions: actions.map(([provider, status, name = provider]) => ({ name, provider, status })),
      },
    ],
  } as unknown as Execution;
}

/** Words of what a rehearsal saw that delivered dev alone, unless it is said otherwise. */
function words(
  of: NewGrant,
  statements: readonly RoleStatement[],
  calls: readonly RoleCall[],
  there: readonly ProvisionedResource[] = inDev,
  executions: readonly Execution[] = [],
): string {
  const seen = { calls: [...calls], statements: [...statements] };
  return useOf(of, reachOf('prod', 'one', config, { resources: there, executions }), seen).words;
}

test('a grant of prod is counted by its twin in the environment before', () => {
  expect(words(grant(), [statement('dev')], [call('dev')])).toBe('used 7 times in dev');
});

test('a grant is counted in its own environment once something was called there', () => {
  const statements = [statement('dev'), statement('prod')];
  const calls = [call('dev'), call('prod', { statements: [1], count: 1 })];

  expect(words(grant(), statements, calls, [...inDev, ...resources('prod')])).toBe(
    'used 7 times in dev, once in prod',
  );
});

test('a grant that nothing used was never exercised, and where', () => {
  expect(words(grant(), [], [])).toBe('never exercised in dev');
  expect(words(grant(), [], [], [])).toBe('never exercised in dev, which does not have it');
});

test('a grant that only prod has was never exercised there, once prod is delivered', () => {
  const inProd = resources('prod');
  const before = 'never exercised in dev, which does not have it';
  expect(words(grant(), [], [], inProd)).toBe(before);
  const waiting = execution('prod', [
    ['Manual', 'running'],
    ['CloudFormation', 'not-run'],
  ]);
  expect(words(grant(), [], [], inProd, [waiting])).toBe(before);
  const delivered = execution('prod', [
    ['Manual', 'succeeded'],
    ['CloudFormation', 'succeeded'],
  ]);
  expect(words(grant(), [], [], inProd, [delivered])).toBe('never exercised in prod');
  const both = [...inDev, ...inProd];
  expect(words(grant(), [], [], both, [delivered])).toBe('never exercised in dev or prod');
});

describe('a grant in the account of the pipeline', () => {
  const TOOLS = config.tools.account;
  const own = grant({
    of: ['${waypost-pipeline/Role}'],
    resource: only('${waypost-pipeline/Queue.Arn}'),
  });
  const queue = `${QUEUE}:${TOOLS}:waypost-queue`;
  const there = [
    ['Role', 'waypost-build'],
    ['Queue', 'waypost-queue'],
  ].map(([logicalId = '', physicalId = '']) => ({
    ...resources('dev')[0],
    ...{ account: TOOLS, stack: 'waypost-pipeline', logicalId, physicalId },
  })) as ProvisionedResource[];
  const holder = `arn:aws:iam::${TOOLS}:role/waypost-build`;
  const statements = [statement('dev', { Resource: queue }, { holder })];
  const calls = [call('dev', { account: TOOLS, caller: 'waypost-build', resource: queue })];
  const use = (executions: readonly Execution[], made = calls) => {
    const reach = reachOf('ReviewPipeline', 'one', config, { resources: there, executions });
    return useOf(own, reach, { calls: made, statements });
  };
  const updated = execution('UpdatePipeline', [['CodeBuild', 'succeeded', 'SelfMutate']]);

  test('is not counted before the pipeline has updated itself', () => {
    const unseen = {
      kind: 'unseen',
      words: 'not counted: the pipeline gets it only when this is approved',
    };
    expect(use([])).toEqual(unseen);
    expect(use([execution('UpdatePipeline', [['CodeBuild', 'running', 'SelfMutate']])])).toEqual(
      unseen,
    );
  });

  test('is counted from then on', () => {
    expect(use([updated])).toEqual({ kind: 'used', words: 'used 7 times in tools' });
    expect(use([updated], [])).toEqual({ kind: 'never', words: 'never exercised in tools' });
  });
});

test('of several actions those are named that nobody called', () => {
  const both = grant({ action: only('sqs:SendMessage', 'sqs:PurgeQueue') });

  expect(words(both, [statement('dev')], [call('dev')])).toBe(
    'used 7 times in dev; never exercised: sqs:PurgeQueue',
  );
});

test('of several resources those are named on which nothing was called', () => {
  const patterns = ['Queue.Arn', 'Other.Arn'].map((id) => `\${waypost-prod-contact/${id}}`);
  const both = grant({ resource: only(...patterns) });
  const other = `${QUEUE}:${DEV}:waypost-dev-queue-other`;
  const statements = [statement('dev'), statement('dev', { Resource: [other] })];

  expect(words(both, statements, [call('dev')])).toBe(
    'used 7 times in dev; never exercised: on ${Other.Arn}',
  );
  const all = [call('dev'), call('dev', { resource: other, statements: [1], count: 1 })];
  expect(words(both, statements, all)).toBe('used 8 times in dev');
});

test.each<[string, object, Partial<RoleCall>]>([
  ['was denied', {}, { decision: 'ImplicitDeny' }],
  ['another statement allowed', { Action: 'sqs:*' }, {}],
  ['is of another queue', { Resource: `${QUEUE}:${DEV}:waypost-dev-queue-other` }, {}],
  ['is of another role', {}, { statements: [] }],
])('control: a call that %s does not use it', (_, document, changes) => {
  expect(words(grant(), [statement('dev', document)], [call('dev', changes)])).toBe(
    'never exercised in dev',
  );
});

test('a name in a text is the twin’s: account, project and environment, region and domain', () => {
  const prod = config.environments.find(({ name }) => name === 'prod');
  const text = `arn:aws:ses:${prod?.region}:${PROD}:identity/${prod?.domain}/waypost-prod`;
  const dev = config.environments.find(({ name }) => name === 'dev');
  const twin = `arn:aws:ses:${dev?.region}:${DEV}:identity/${dev?.domain}/waypost-dev`;
  const mail = grant({ action: only('ses:SendEmail'), resource: only(text) });
  const deployed = statement('dev', { Action: 'ses:SendEmail', Resource: twin });
  const made = call('dev', { action: 'ses:SendEmail', resource: twin });

  expect(words(mail, [deployed], [made])).toBe('used 7 times in dev');
});

test('what only a deployment knows may be anything', () => {
  const unknown = grant({ resource: only('${?}/*') });
  const deployed = statement('dev', { Resource: 'arn:aws:s3:::some-bucket/*' });
  const made = call('dev', { resource: 'arn:aws:s3:::some-bucket/one' });

  expect(words(unknown, [deployed], [made])).toBe('used 7 times in dev');
});

describe('a policy of a resource', () => {
  const ofKey = (...principals: readonly string[]) =>
    grant({
      kind: 'resource',
      of: ['${waypost-prod-contact/Key}'],
      principal: only(...principals),
      action: only('kms:Decrypt'),
      resource: only('*'),
    });
  const key = `arn:aws:kms:eu-west-1:${DEV}:key/0000-1111`;
  const deployed = statement(
    'dev',
    { Action: 'kms:Decrypt', Resource: '*' },
    { kind: 'resource', holder: key },
  );
  const decrypt = call('dev', { action: 'kms:Decrypt', resource: key });

  test('is used by whom it names', () => {
    const named = ofKey('AWS:${waypost-prod-contact/Role.Arn}');
    expect(words(named, [deployed], [decrypt])).toBe('used 7 times in dev');
    const account = ofKey(`AWS:arn:aws:iam::${PROD}:root`);
    expect(words(account, [deployed], [decrypt])).toBe('used 7 times in dev');
  });

  test('control: is not used by another role that its statement names as well', () => {
    const other = ofKey(`AWS:arn:aws:iam::${PROD}:role/another`);
    expect(words(other, [deployed], [decrypt])).toBe('never exercised in dev');
  });

  test('that lets a service in is not counted, as services are not asked here', () => {
    expect(words(ofKey('Service:sns.amazonaws.com'), [], [])).toBe(
      'not counted: sns.amazonaws.com is asked for no permission here',
    );
  });
});

describe('what Lambda does for a function’s role', () => {
  const polling = 'sqs:ReceiveMessage';

  test('is not counted, as the emulator’s Lambda needs no permission for it', () => {
    expect(words(grant({ action: only('logs:PutLogEvents') }), [], [])).toBe(
      'not counted: logs:PutLogEvents, for which Lambda needs no permission here',
    );
    expect(words(grant({ action: only(polling, 'sqs:SendMessage') }), [], [])).toBe(
      'never exercised in dev: sqs:SendMessage; not counted: sqs:ReceiveMessage, for which Lambda needs no permission here',
    );
  });

  test('counts where the role’s own code does it', () => {
    const deployed = statement('dev', { Action: polling });
    const made = call('dev', { action: polling });

    expect(words(grant({ action: only(polling) }), [deployed], [made])).toBe('used 7 times in dev');
  });
});

test('what no statement allows is not counted', () => {
  const denial = Object.fromEntries(Object.entries(grant()).filter(([name]) => name !== 'allows'));
  expect(words(denial as unknown as NewGrant, [], [])).toBe(
    'not counted: it is no statement that allows something',
  );
});
