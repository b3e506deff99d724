import { REGIONS_WITHOUT } from '../../../../lib/config/environment/region-lists';
import { dev, onlyProblemOf, problemsOf, prod, sample } from '../../../helpers/sample';

const elsewhere = (region: string) => ({
  ...sample,
  source: {
    ...sample.source,
    connectionArn: sample.source.connectionArn.replace('eu-west-1', region),
  },
  tools: { ...sample.tools, region },
});
const withProd = (change: object) => ({ ...sample, environments: [dev, { ...prod, ...change }] });

describe('a region', () => {
  test.each(REGIONS_WITHOUT.SES)('%s takes no environment, as it has no SES', (region) => {
    expect(onlyProblemOf(withProd({ region, backup: false }))).toMatchObject({
      path: 'environments[1].region',
      found: region,
      fix: expect.stringContaining(`${region} has no SES`) as string,
    });
  });

  test.each(REGIONS_WITHOUT['AWS Backup restore testing'])(
    '%s takes no environment whose backups are tested, as production’s are unless switched off',
    (region) => {
      const [problem] = problemsOf(withProd({ region }));
      expect(problem?.fix).toContain('AWS Backup restore testing');
    },
  );

  test('without restore testing takes an environment without backups', () => {
    expect(problemsOf(withProd({ region: 'ap-southeast-5', backup: false }))).toEqual([]);
  });

  test('names all that it lacks at once', () => {
    expect(onlyProblemOf(elsewhere('ca-west-1'))).toMatchObject({
      path: 'tools.region',
      expected: 'a region with CodeBuild and CodeConnections',
      fix: expect.stringContaining('ca-west-1 has no CodeBuild and no CodeConnections') as string,
    });
  });

  test.each(REGIONS_WITHOUT.CodeConnections)('%s takes no pipeline', (region) => {
    expect(onlyProblemOf(elsewhere(region)).path).toBe('tools.region');
  });

  test('that has everything is taken', () => {
    expect(problemsOf(elsewhere('eu-south-1'))).toEqual([]);
    expect(problemsOf(withProd({ region: 'ca-west-1' }))).toEqual([]);
  });
});
