import { dev } from '../helpers/sample';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { ALL_OPTIONS } from '../helpers/options';
import { synthesizedApp } from '../helpers/synthesis';
import { type Grant, type GrantedRole, grantedRoles, grantsOf } from './grants';
import { deadReviews, excessGrants, refusedCalls } from './proof';
import { changesIn, recordedCalls } from './recorded-calls';
import { GENERATED_ROLES, isGenerated, REVIEWED_GRANTS } from './reviewed-grants';

// One with all options, whose roles may do what those of the other may, and more.
const config = exampleConfig({
  pipeline: { confirmPermissionsBroadening: true },
  environments: [{ ...prodInput, ...ALL_OPTIONS }, dev],
});
const { assembly } = synthesizedApp(config);
const roles = grantedRoles(assembly, config);
const ours = roles.filter(({ role }) => !isGenerated(role));
const grants = grantsOf(ours);
const calls = recordedCalls();

const DELIVER = '<env>-deliver';
const SUBMISSIONS = 'arn:aws:dynamodb:<region>:<account>:table/<env>-storage.Submissions';

/** The roles without one action of one of them. */
function without(role: string, action: string): GrantedRole[] {
  return ours.map((one) =>
    one.role === role
      ? {
          ...one,
          statements: one.statements.filter(({ Action }) => ![Action].flat().includes(action)),
        }
      : one,
  );
}

describe('recorded calls', () => {
  test('are allowed by the templates', async () => {
    expect(calls.length).toBeGreaterThan(20);
    expect(await refusedCalls(calls, ours)).toEqual([]);
  });

  test('are allowed under their conditions alone', async () => {
    const conditional = calls.filter(({ context }) => context);
    expect(conditional.length).toBeGreaterThan(0);
    const stripped = conditional.map((call) => ({ ...call, context: {} }));
    expect(await refusedCalls(stripped, ours)).toHaveLength(conditional.length);
  });

  test.each([
    [DELIVER, 'ses:SendTemplatedEmail'],
    ['<env>-contact.SubmitPartsRole', 'sqs:SendMessage'],
    ['<env>-smoke-test', 'execute-api:Invoke'],
    ['<env>-smoke-test-build', 'sts:AssumeRole'],
  ])('control: that %s no longer has %s is noticed', async (role, action) => {
    expect(await refusedCalls(calls, without(role, action))).toContainEqual(
      expect.stringContaining(`${role}: ${action} on `),
    );
  });
});

describe('grants of our roles', () => {
  test('are called as they stand, or reviewed with the reason', async () => {
    expect(grants.length).toBeGreaterThan(100);
    expect(await excessGrants(grants, calls, REVIEWED_GRANTS)).toEqual([]);
  });

  test('stand in the templates, and in no managed policy', () => {
    expect(ours.flatMap(({ managedPolicies }) => managedPolicies)).toEqual([]);
  });

  test('are what is reviewed', () => {
    expect(deadReviews(REVIEWED_GRANTS, grants)).toEqual([]);
  });

  test('are of every role that is not on the list of CDK’s', () => {
    for (const generated of GENERATED_ROLES) {
      expect(roles.some(({ role }) => generated.role.test(role))).toBe(true);
    }
  });

  test.each([
    ['an action that nobody calls', 'dynamodb:DeleteItem', SUBMISSIONS, 'unused'],
    [
      'a resource that nobody calls',
      'sqs:SendMessage',
      'arn:aws:sqs:<region>:<account>:x',
      'unused',
    ],
    ['every action', 'dynamodb:*', SUBMISSIONS, 'wide'],
    ['every resource', 'dynamodb:PutItem', '*', 'wide'],
    ['every table', 'dynamodb:PutItem', SUBMISSIONS.replace(/\/.*/, '/*'), 'wide'],
  ])('control: %s is noticed', async (_, action, resource, why) => {
    const added: Grant = { role: DELIVER, action, resource };
    expect(await excessGrants([added], calls, REVIEWED_GRANTS)).toEqual([
      `${why}: ${DELIVER}: ${action} on ${resource}`,
    ]);
  });

  test('control: a review of what is no longer granted is noticed', () => {
    const [review] = REVIEWED_GRANTS;
    const fewer = grants.filter(({ role }) => !review?.roles.test(role));
    expect(deadReviews(REVIEWED_GRANTS, fewer).length).toBeGreaterThan(0);
  });
});

describe('control: a recording', () => {
  const [known] = calls;
  const by = known?.by[0] ?? '';
  const own = calls.filter((call) => call.by.includes(by));

  test('with a call that is not recorded yet is noticed', () => {
    const call = { role: DELIVER, action: 'dynamodb:DeleteItem', resource: SUBMISSIONS };
    expect(changesIn(by, [...own, call], calls)).toEqual([
      `new: ${DELIVER} dynamodb:DeleteItem ${SUBMISSIONS} {}`,
    ]);
  });

  test('without a call that is recorded of it is noticed', () => {
    expect(changesIn(by, own.slice(1), calls)).toEqual([
      expect.stringContaining('no longer called: '),
    ]);
  });

  test('of what is recorded is quiet', () => {
    expect(changesIn(by, own, calls)).toEqual([]);
  });
});
