import { type Decision, disagreements } from './decisions';
import { expectAllowed } from './recorded-calls';

const allowed: Decision = {
  principal: 'arn:aws:sts::222222222222:assumed-role/reader/session',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::bucket/key',
  region: 'eu-west-1',
  context: { 'aws:SecureTransport': 'true' },
  policies: [
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' }],
    },
  ],
  limits: [],
  resourcePolicy: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::bucket/*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  },
  owner: '222222222222',
  decision: 'Allow',
};
const boundary = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }],
};

test.each<[string, Decision]>([
  ['allowed', allowed],
  ['denied by nobody’s grant', { ...allowed, action: 's3:PutObject', decision: 'ImplicitDeny' }],
  [
    'denied by the bucket',
    { ...allowed, context: { 'aws:SecureTransport': 'false' }, decision: 'Deny' },
  ],
  ['kept out by a boundary', { ...allowed, limits: [[boundary]], decision: 'ImplicitDeny' }],
  [
    'kept out by a boundary where the resource has no policy',
    { ...allowed, resourcePolicy: null, limits: [[boundary]], decision: 'ImplicitDeny' },
  ],
])('a call that is rightly %s is no disagreement', async (_, decision) => {
  expect(await disagreements([decision])).toEqual([]);
});

test.each<[string, Partial<Decision>]>([
  ['denies what is granted', { decision: 'ImplicitDeny' }],
  ['overlooks that nobody grants it', { action: 's3:PutObject' }],
  ['overlooks the bucket’s policy', { context: { 'aws:SecureTransport': 'false' } }],
  ['overlooks a boundary', { limits: [[boundary]] }],
  ['overlooks a boundary alone', { limits: [[boundary]], resourcePolicy: null }],
])('control: an emulator that %s is noticed', async (_, change) => {
  expect(await disagreements([{ ...allowed, ...change }])).toHaveLength(1);
});

test('a recording in which all is allowed passes', async () => {
  await expect(expectAllowed([allowed])).resolves.toBeUndefined();
});

test.each<[string, Decision[]]>([
  [
    'a call that both deny',
    [allowed, { ...allowed, action: 's3:PutObject', decision: 'ImplicitDeny' }],
  ],
  ['a call that only the emulator allows', [{ ...allowed, action: 's3:PutObject' }]],
  ['no call at all', []],
])('control: a recording with %s does not', async (_, decisions) => {
  await expect(expectAllowed(decisions)).rejects.toThrow(/expect/);
});
