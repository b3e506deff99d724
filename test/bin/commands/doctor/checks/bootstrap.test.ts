import { sample } from '../../../../helpers/sample';
import { COMPLETE, findingsOf } from '../fakes';

const toolkit = (outputs: object, parameters: object = COMPLETE.parameters) => ({
  stacks: { CDKToolkit: { ...COMPLETE, outputs, parameters } as typeof COMPLETE },
});
const record = (
  types: readonly string[],
  account: string = sample.environments[0]?.account ?? '',
) => ({
  record: {
    dev: {
      account,
      regions: ['eu-west-1'],
      boundary: '0123456789ab',
      types: Object.fromEntries(types.map((type) => [type, '0123456789ab'])),
    },
  },
});

describe('doctor of a bootstrap', () => {
  test('says the version of one that is well', async () => {
    const { all } = await findingsOf('dev');
    expect(all[0]).toMatchObject({
      verdict: 'fine',
      says: 'bootstrapped in eu-west-1 and us-east-1, version 33',
    });
  });

  test.each([
    ['of an old version', toolkit({ BootstrapVersion: '5' }), /older than version 6/],
    ['without a version', toolkit({}), /older than version 6/],
    [
      'that trusts another account alone',
      toolkit(COMPLETE.outputs, { TrustedAccounts: '999999999999' }),
      /does not trust account 111111111111/,
    ],
    [
      'that lets CloudFormation do everything',
      toolkit(COMPLETE.outputs, {
        ...COMPLETE.parameters,
        CloudFormationExecutionPolicies: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
      /may do everything in eu-west-1 and us-east-1/,
    ],
  ])('%s is wrong', async (_, world, says) => {
    const { code, all } = await findingsOf('dev', world);
    expect(code).toBe(1);
    expect(all[0]).toMatchObject({ verdict: 'wrong', remedy: 'npx waypost bootstrap dev' });
    expect(all[0]?.says).toMatch(says);
  });

  test('asks no trust of the tools account, which holds the pipeline', async () => {
    const { all } = await findingsOf('tools', toolkit(COMPLETE.outputs, {}));
    expect(all[0]?.verdict).toBe('fine');
  });
});

describe('doctor of the policies in an account', () => {
  test('compares them with those of the types that the record names', async () => {
    const { all } = await findingsOf('dev', record(['Boundary']));
    expect(all).toContainEqual({
      verdict: 'fine',
      says: 'its policies match waypost.bootstrap.json',
      remedy: '',
    });
  });

  test.each([
    ['that lack one', ['Boundary', 'AWS::SQS::Queue'], 'AWS::SQS::Queue differs'],
    ['that has one too many', [], 'Boundary differs'],
  ])('finds those %s', async (_, types, says) => {
    const { all } = await findingsOf('dev', record(types));
    const found = all.find((one) => one.says.includes(says));
    expect(found).toMatchObject({ verdict: 'wrong' });
    expect(found?.remedy).toBe('npx waypost bootstrap dev\nand commit waypost.bootstrap.json');
  });

  test.each([
    ['another account', record([], '999999999999'), 'account 999999999999'],
    ['nothing', { record: {} }, 'nothing'],
  ])('has a step to take when the record has %s', async (_, world, says) => {
    const { code, all } = await findingsOf('dev', world);
    expect(code).toBe(0);
    expect(all).toContainEqual(
      expect.objectContaining({
        verdict: 'to do',
        says: `waypost.bootstrap.json has ${says} for dev, not 222222222222`,
      }),
    );
  });
});
