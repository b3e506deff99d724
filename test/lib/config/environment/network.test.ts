import { onlyProblemOf, parsedDev, problemsOf, withDev } from '../../../helpers/sample';

describe('network', () => {
  test('is none of its own unless asked for', () => {
    expect(parsedDev({}).network).toEqual({ vpc: false });
    expect(parsedDev({ network: { vpc: true } }).network).toEqual({ vpc: true });
  });

  test.each([
    [{ vpc: 'yes' }, '.vpc', 'true or false'],
    [{}, '.vpc', 'true or false'],
    [true, '', 'an object with the keys vpc, availabilityZones'],
    [{ vpc: true, nat: true }, '', 'vpc'],
  ])('refuses %j', (network, path, expected) => {
    const problem = onlyProblemOf(withDev({ network }));
    expect(problem).toMatchObject({ expected: expect.stringContaining(expected) as string });
    expect(problem.path).toContain(`environments[0].network${path}`);
  });
});

describe('zones of a network', () => {
  const inRegion = (region: string, availabilityZones?: readonly string[]) =>
    withDev({ region, network: { vpc: true, availabilityZones } });
  const path = 'environments[0].network.availabilityZones';

  // https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html
  test.each(['ap-northeast-2', 'ca-central-1', 'us-east-1', 'us-west-1', 'us-west-2'])(
    'are named in %s, where SES has no endpoint in some',
    (region) => {
      expect(onlyProblemOf(inRegion(region))).toMatchObject({ path, found: undefined });
    },
  );

  test('may not be those that the message names', () => {
    const { fix } = onlyProblemOf(inRegion('us-east-1'));
    expect(fix).toContain('other than use1-az2, use1-az3, use1-az5:');
    expect(onlyProblemOf(inRegion('us-east-1', ['use1-az4', 'use1-az5'])).fix).toContain(
      'in use1-az2, use1-az3, use1-az5:',
    );
  });

  test('need no names elsewhere, or where there is no network', () => {
    expect(parsedDev({ network: { vpc: true } }).network).toEqual({ vpc: true });
    expect(problemsOf(withDev({ region: 'us-east-1' }))).toEqual([]);
  });

  test.each([
    ['us-east-1', ['use1-az4', 'use1-az6']],
    ['us-east-1', ['use1-az4', 'use1-az12']],
    ['us-west-1', ['usw1-az1', 'usw1-az3']],
    ['us-west-2', ['usw2-az1', 'usw2-az2']],
    ['ap-northeast-2', ['apne2-az1', 'apne2-az3']],
    ['ap-southeast-1', ['apse1-az1', 'apse1-az2']],
    ['ca-central-1', ['cac1-az1', 'cac1-az2']],
    ['eu-west-1', ['euw1-az1', 'euw1-az3']],
    ['ap-south-1', ['aps1-az1', 'aps1-az3']],
  ])('of %s are %j, for example', (region, zones) => {
    expect(problemsOf(inRegion(region, zones))).toEqual([]);
  });

  test.each([
    ['without SES', ['use1-az4', 'use1-az3'], '[1]', 'SES has no endpoint in use1-az2'],
    ['of another region', ['use1-az4', 'usw2-az1'], '[1]', 'ids there begin with use1-az'],
    ['named twice', ['use1-az4', 'use1-az4'], '[1]', 'name two different zones'],
    ['by their names', ['us-east-1a', 'use1-az4'], '[0]', 'write its id'],
    ['with more before it', ['aause1-az4', 'use1-az4'], '[0]', 'write its id'],
    ['with more behind it', ['use1-az4a', 'use1-az4'], '[0]', 'write its id'],
  ])('%s are refused', (_, zones, at, fix) => {
    expect(onlyProblemOf(inRegion('us-east-1', zones))).toMatchObject({
      path: `${path}${at}`,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([[['use1-az4']], [['use1-az1', 'use1-az4', 'use1-az6']]])(
    'are two, not %j',
    (zones) => {
      expect(onlyProblemOf(inRegion('us-east-1', zones))).toMatchObject({
        path,
        expected: 'two zones',
      });
    },
  );
});
