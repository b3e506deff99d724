import type { RehearsalEvent, StageOutline } from '../../rehearsal/events';

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 10, 23, 12, 0, 0, seconds * 1000)).toISOString();

const place = {
  account: '111111111111',
  region: 'eu-west-1',
  role: 'arn:aws:iam::111111111111:role/pipeline',
  runOrder: 1,
};
const stages: readonly StageOutline[] = [
  { name: 'Source', actions: [{ ...place, name: 'Source', provider: 'CodeStarSourceConnection' }] },
  { name: 'dev', actions: [{ ...place, name: 'Deploy', provider: 'CloudFormation' }] },
];

function sourceRun(executionId: string, start: number): RehearsalEvent[] {
  const ref = { executionId, stage: 'Source', action: 'Source' };
  return [
    { type: 'action-started', at: at(start), ...ref, logPath: '/logs/source.log' },
    { type: 'action-ended', at: at(start + 1.5), ...ref, status: 'succeeded' },
  ];
}

const started: RehearsalEvent[] = [
  { type: 'rehearsal-started', at: at(0), repository: '/repo', commit: 'c0ffee' },
  { type: 'preparation-started', at: at(1), name: 'emulator' },
  { type: 'preparation-ended', at: at(1.7), name: 'emulator', status: 'succeeded' },
];

/** A delivery whose first execution restarts itself. */
export const deliveredRun: readonly RehearsalEvent[] = [
  ...started,
  {
    type: 'execution-started',
    at: at(2),
    executionId: 'one',
    commit: 'c0ffee',
    trigger: 'start',
    stages,
  },
  ...sourceRun('one', 2),
  {
    type: 'execution-ended',
    at: at(4),
    executionId: 'one',
    status: 'restarted',
    differences: ['Stages.dev.Actions.Approve is new'],
  },
  {
    type: 'execution-started',
    at: at(4),
    executionId: 'two',
    commit: 'c0ffee',
    trigger: 'restart',
    stages,
  },
  ...sourceRun('two', 4),
  { type: 'execution-ended', at: at(6), executionId: 'two', status: 'succeeded' },
  {
    type: 'delivered',
    at: at(6),
    outcome: 'succeeded',
    commit: 'c0ffee',
    resources: {
      emulated: [{ type: 'AWS::S3::Bucket', count: 3 }],
      recorded: [{ type: 'AWS::Chatbot::Thing', count: 1 }],
      droppedProperties: [],
    },
    permissions: {
      allowed: 657,
      denied: [
        {
          by: 'waypost-dev-submit',
          executionId: null,
          role: 'submit',
          account: '222222222222',
          action: 'sqs:PurgeQueue',
          resources: ['arn:aws:sqs:eu-west-1:222222222222:queue'],
          count: 2,
          advice: 'Grant it.',
        },
      ],
      newGrants: [
        {
          executionId: 'two',
          environment: 'prod',
          used: 8,
          usedInPart: 1,
          notCounted: 28,
          neverExercised: [{ grant: 'Allow s3:* on *', saidBy: 'Policy', use: 'never exercised' }],
        },
      ],
    },
    endpoints: [{ name: 'contact page', environment: 'dev', address: 'http://page.localhost:1/' }],
    commands: { submissions: 'npx waypost submissions list dev --rehearsal' },
  },
];

export const failedRun: readonly RehearsalEvent[] = [
  { type: 'rehearsal-started', at: at(0), repository: '/repo', commit: 'c0ffee' },
  {
    type: 'execution-started',
    at: at(2),
    executionId: 'one',
    commit: 'c0ffee',
    trigger: 'start',
    stages,
  },
  {
    type: 'action-started',
    at: at(2),
    executionId: 'one',
    stage: 'Source',
    action: 'Source',
    logPath: '/logs/source.log',
  },
  {
    type: 'action-ended',
    at: at(3),
    executionId: 'one',
    stage: 'Source',
    action: 'Source',
    status: 'failed',
    error: 'it broke',
  },
  { type: 'execution-ended', at: at(3), executionId: 'one', status: 'failed' },
  {
    type: 'delivered',
    at: at(3),
    outcome: 'failed',
    commit: 'c0ffee',
    resources: { emulated: [], recorded: [], droppedProperties: [] },
    permissions: { allowed: 657, denied: [], newGrants: [] },
    endpoints: [],
    commands: {},
  },
];

/** Two executions at once: the older one waits for approval until it expires. */
export const sideBySideRun: readonly RehearsalEvent[] = [
  start('one', 'aaaa000000', 'start', 1),
  { type: 'action-started', at: at(1), ...refIn('one', 'prod', 'Approve') },
  start('two', 'bbbb000000', 'push', 2),
  { type: 'action-started', at: at(2), ...refIn('two', 'dev', 'Deploy'), logPath: '/logs/dev.log' },
  {
    type: 'action-ended',
    at: at(3),
    ...refIn('two', 'dev', 'Deploy'),
    status: 'succeeded',
    stack: { name: 'dev-storage', change: 'updated' },
  },
  { type: 'execution-waiting', at: at(3), executionId: 'two', stage: 'prod', behind: 'one' },
  {
    type: 'action-ended',
    at: at(5),
    ...refIn('one', 'prod', 'Approve'),
    status: 'expired',
    error: 'too late',
  },
  start('three', 'cccc000000', 'push', 5),
  { type: 'execution-ended', at: at(5), executionId: 'two', status: 'superseded', by: 'three' },
];

function start(
  executionId: string,
  commit: string,
  trigger: 'start' | 'push',
  seconds: number,
): RehearsalEvent {
  const prod = [{ ...place, name: 'Approve', provider: 'Manual' }];
  return {
    type: 'execution-started',
    at: at(seconds),
    executionId,
    commit,
    trigger,
    stages: [...stages, { name: 'prod', actions: prod }],
  };
}

function refIn(executionId: string, stage: string, action: string) {
  return { executionId, stage, action };
}

export const ended = { type: 'rehearsal-ended', at: at(9) } as const;
