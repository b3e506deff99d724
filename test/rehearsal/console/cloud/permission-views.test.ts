import { sessionName } from '../../../../rehearsal/actions/session-name';
import { callerViews } from '../../../../rehearsal/console/cloud/permission-views';
import type { RoleCall, RoleCalls } from '../../../../rehearsal/emulator/calls';
import type { ProvisionedResource } from '../../../../rehearsal/emulator/inventory';
import type { RehearsalEvent } from '../../../../rehearsal/events';
import { ReportBuilder } from '../../../../rehearsal/report/report';
import { at, STAGES } from '../world';

const DEV = '222222222222';
const SMOKE_TEST = { executionId: 'one', stage: 'dev', action: 'SmokeTest' };
const OTHER = { executionId: 'two', stage: 'dev', action: 'SmokeTest' };

function executionsOf(...ids: readonly string[]) {
  const builder = new ReportBuilder();
  const events: RehearsalEvent[] = [
    { type: 'rehearsal-started', at: at(0), repository: '/repo', commit: 'c0ffee' },
    ...ids.map((executionId): RehearsalEvent => ({
      type: 'execution-started',
      at: at(1),
      executionId,
      commit: 'c0ffee',
      trigger: 'start',
      stages: STAGES,
    })),
  ];
  for (const event of events) builder.add(event);
  return builder.report?.executions ?? [];
}

const statements: RoleCalls['statements'] = [
  {
    kind: 'role',
    holder: `arn:aws:iam::${DEV}:role/waypost-dev-submit`,
    policy: 'Default',
    number: 2,
    document: { Sid: 'Send', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:q' },
  },
  {
    kind: 'resource',
    holder: 'arn:aws:s3:::artifacts',
    policy: 'its own policy',
    number: 1,
    document: { Effect: 'Deny', Action: 's3:*', Resource: '*' },
  },
];

const sessionArn = (role: string, session: string) =>
  `arn:aws:sts::${DEV}:assumed-role/${role}/${session}`;

const call = (change: Partial<RoleCall> = {}): RoleCall => ({
  origin: sessionArn('waypost-dev-submit', 'waypost-dev-submit'),
  caller: 'waypost-dev-submit',
  account: DEV,
  region: 'eu-west-1',
  action: 'sqs:SendMessage',
  resource: 'arn:aws:sqs:eu-west-1:222222222222:queue',
  count: 1,
  decision: 'Allow',
  missing: null,
  statements: [0],
  nearest: [],
  ...change,
});

const submit: ProvisionedResource = {
  account: DEV,
  region: 'eu-west-1',
  stack: 'waypost-dev-contact',
  logicalId: 'Submit',
  physicalId: 'waypost-dev-submit',
  type: 'AWS::Lambda::Function',
  coverage: 'emulated',
  droppedProperties: [],
};

const viewsOf = (...calls: readonly RoleCall[]) =>
  callerViews({ calls: [...calls], statements }, executionsOf('one', 'two'), [submit]);

test('a call belongs to the action or function whose session began the chain of roles', () => {
  const build = `AWSCodeBuild-${sessionName(SMOKE_TEST)}`;
  const views = viewsOf(
    call({ origin: sessionArn('waypost-smoke-test', build), caller: 'reader' }),
    call({ origin: sessionArn('waypost-pipeline', sessionName(OTHER)), count: 3 }),
    call(),
    call({ origin: sessionArn('cdk-deploy-role', 'aws-cdk-somebody') }),
  );

  expect(views).toMatchObject([
    { kind: 'action', ref: SMOKE_TEST, name: 'dev · SmokeTest', allowed: 1 },
    { kind: 'action', ref: OTHER, allowed: 3, denied: 0 },
    { kind: 'function', name: 'waypost-dev-submit', account: DEV },
    { kind: 'other', name: 'role/cdk-deploy-role' },
  ]);
});

test('calls that the same statement decided on are one line, with some of their resources', () => {
  const many = Array.from({ length: 3_000 }, (_, n) => call({ resource: `arn:${n}`, count: 2 }));
  const [view, ...others] = viewsOf(...many, call({ action: 'sqs:GetQueueUrl' }));

  expect(others).toEqual([]);
  expect(view?.calls).toHaveLength(2);
  expect(view?.calls[0]).toMatchObject({
    count: 6_000,
    resources: ['arn:0', 'arn:1', 'arn:2', 'arn:3', 'arn:4'],
    otherResources: 2_995,
    by: ['policy “Default” of role/waypost-dev-submit, statement 2 (Send)'],
  });
});

describe('a denial', () => {
  const denied = (change: Partial<RoleCall>) =>
    viewsOf(call({ decision: 'ImplicitDeny', statements: [], ...change }))[0]?.calls[0];

  test('comes first, of who was denied something and in what he called', () => {
    const synth = { executionId: 'one', stage: 'Build', action: 'Synth' };
    const views = viewsOf(
      call({ origin: sessionArn('waypost-build', sessionName(synth)) }),
      call(),
      call({ action: 'sqs:PurgeQueue', decision: 'ImplicitDeny', missing: 'role' }),
    );

    expect(views.map(({ kind }) => kind)).toEqual(['function', 'action']);
    expect(views[0]).toMatchObject({ allowed: 1, denied: 1 });
    expect(views[0]?.calls.map(({ action }) => action)).toEqual([
      'sqs:PurgeQueue',
      'sqs:SendMessage',
    ]);
  });

  test.each<[string, Partial<RoleCall>, RegExp]>([
    [
      'that nothing allows',
      { missing: 'role' },
      /No policy of role\/waypost-dev-submit .* Grant it/,
    ],
    [
      'by a boundary',
      { missing: 'boundary', statements: [0] },
      /its permissions boundary does not/,
    ],
    ['by a session policy', { missing: 'session' }, /Widen the policy that the session gets/],
    ['by a resource', { missing: 'resource' }, /must allow it as well: grant it there/],
    [
      'by a trust policy',
      { missing: 'trust', resource: 'arn:aws:iam::1:role/x' },
      /role\/x does not/,
    ],
    [
      'that a statement says',
      { decision: 'Deny', statements: [1] },
      /^policy of arn:aws:s3:::artifacts, statement 1 denies it/,
    ],
  ])('%s says what to do', (_, change, words) => {
    expect(denied(change)?.advice).toMatch(words);
  });

  test('names the statement that came closest, and what fails of it', () => {
    const near = (fails: 'resource' | 'condition') =>
      denied({ missing: 'role', nearest: [{ statement: 0, fails }] })?.advice;

    expect(near('resource')).toMatch(/Closest: .*statement 2 \(Send\) allows it on arn:q\./);
    expect(near('condition')).toMatch(/under a condition that is not met/);
  });
});

test('control: a call that was allowed is no denial, and has no advice', () => {
  const [view] = viewsOf(call());
  expect(view).toMatchObject({ denied: 0 });
  expect(view?.calls[0]).not.toHaveProperty('advice');
});
