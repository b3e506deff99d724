import fc from 'fast-check';
import { simulate } from '../../../helpers/simulate';
import { ratingOf, role, statement } from './samples';

const ACCOUNT = '222222222222';
const queue = (name: string) => `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}`;

const conditions = fc.constantFrom<object>(
  ...[
    {},
    { StringEquals: { 'aws:PrincipalTag/t': 'x' } },
    { StringEquals: { 'aws:PrincipalTag/t': ['x', 'y'] } },
    { StringLike: { 'aws:PrincipalTag/t': 'x*' } },
    { StringNotEquals: { 'aws:PrincipalTag/t': 'x' } },
    { StringNotEquals: { 'aws:PrincipalTag/t': ['x', 'y'] } },
    { StringNotLike: { 'aws:PrincipalTag/t': 'x*' } },
    { StringEqualsIfExists: { 'aws:PrincipalTag/t': 'x' } },
    { StringEqualsIgnoreCase: { 'aws:PrincipalTag/t': 'X' } },
    { Null: { 'aws:PrincipalTag/t': 'true' } },
    { Null: { 'aws:PrincipalTag/t': 'false' } },
  ].map((Condition) => (Object.keys(Condition).length === 0 ? {} : { Condition })),
);
const some = <T>(...values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const actions = some(
  'sqs:SendMessage',
  'sqs:Send*',
  'sqs:?eceiveMessage',
  'sqs:*',
  'sqs:PurgeQueue',
);
const resources = some(queue('a'), queue('b'), queue('?'), queue('b*'), '*');
const statements = fc.array(
  fc
    .record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      action: fc.tuple(fc.constantFrom('Action', 'NotAction'), actions),
      resource: fc.tuple(fc.constantFrom('Resource', 'NotResource'), resources),
      condition: conditions,
    })
    .map(({ Effect, action, resource, condition }) => ({
      Effect,
      ...Object.fromEntries([action, resource]),
      ...condition,
    })),
  { maxLength: 3 },
);

const CONTEXTS: readonly Readonly<Record<string, string>>[] = [
  {},
  ...['x', 'y', 'xy'].map((tag) => ({ 'aws:PrincipalTag/t': tag })),
];
const REQUESTS = ['sqs:SendMessage', 'sqs:ReceiveMessage'].flatMap((action) =>
  [queue('a'), queue('b')].flatMap((resource) =>
    CONTEXTS.map((context) => ({ action, resource, context })),
  ),
);

async function isAllowed(Statement: readonly object[], request: (typeof REQUESTS)[number]) {
  const { overall } = await simulate({
    ...request,
    principal: `arn:aws:iam::${ACCOUNT}:role/caller`,
    policies: [{ Version: '2012-10-17', Statement }],
  });
  return overall === 'Allowed';
}

/** A request that is allowed afterwards and was not before, as iam-simulate judges. */
async function moreThan(before: readonly object[], after: readonly object[]) {
  for (const request of REQUESTS) {
    if ((await isAllowed(after, request)) && !(await isAllowed(before, request))) return request;
  }
  return undefined;
}

describe('what iam-simulate allows after a change and did not before', () => {
  test('is never rated as not broader', async () => {
    await fc.assert(
      fc.asyncProperty(statements, statements, async (before, after) => {
        const rating = ratingOf({ Role: role(before) }, { Role: role(after) });
        // The simulation takes long, so it is asked only where it decides.
        const isMaybeMore = rating === 'broader' || rating === 'not rated';
        return isMaybeMore || (await moreThan(before, after)) === undefined;
      }),
      { numRuns: 60 },
    );
  });

  test('control: it finds what is more', async () => {
    const on = (Resource: string) => [statement({ Action: 'sqs:SendMessage', Resource })];
    expect(await moreThan(on(queue('a')), on('*'))).toMatchObject({ resource: queue('b') });
    expect(await moreThan(on('*'), on(queue('a')))).toBeUndefined();
  });
});
