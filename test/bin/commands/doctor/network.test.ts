import { exampleConfig, prodInput } from '../../../helpers/example-config';
import { findingsOf } from './fakes';

const config = (network: { vpc: boolean; availabilityZones?: string[] }) =>
  exampleConfig({ environments: [{ ...prodInput, network }] });
const found = async (world: Parameters<typeof findingsOf>[1]) =>
  (await findingsOf('prod', world)).all.filter(({ says }) => says.includes('endpoint'));

describe('zones of the network', () => {
  test('are fine where every service has an endpoint', async () => {
    expect(await found({ config: config({ vpc: true }) })).toEqual([
      {
        verdict: 'fine',
        says: 'euw1-az3 and euw1-az2 have an endpoint of every service',
        remedy: '',
      },
    ]);
  });

  test('are nobody’s business without a network', async () => {
    expect(await found({ config: config({ vpc: false }) })).toEqual([]);
  });

  test.each([
    ['the first two of the account', {}, 'email in euw1-az2'],
    [
      'those of the configuration',
      { availabilityZones: ['euw1-az1', 'euw1-az2'] },
      'email in euw1-az2',
    ],
  ])('are looked at before the release: %s', async (_, zones, gap) => {
    const [finding] = await found({
      config: config({ vpc: true, ...zones }),
      endpointZones: { email: ['eu-west-1a', 'eu-west-1c'] },
    });
    expect(finding).toMatchObject({
      verdict: 'wrong',
      says: `the network's zones lack endpoints: ${gap}`,
      remedy: expect.stringContaining("two of 'euw1-az3', 'euw1-az1'") as string,
    });
  });

  test('that the account does not have are wrong', async () => {
    const [finding] = await found({
      config: config({ vpc: true, availabilityZones: ['euw1-az1', 'euw1-az9'] }),
    });
    expect(finding?.says).toContain('email in euw1-az9, sns in euw1-az9, sqs in euw1-az9');
  });

  test('are given up on in a region with fewer than two', async () => {
    const [finding] = await found({
      config: config({ vpc: true }),
      endpointZones: { sqs: ['eu-west-1a'] },
    });
    expect(finding?.remedy).toContain('eu-west-1 has no two zones with all of them');
  });
});
