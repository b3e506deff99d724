import { createRequire } from 'node:module';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { REGIONS_WITHOUT } from '../../../../lib/config/environment/region-services';
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

/** What of the library's own validator is used here. It fails a synthesis for a type that a region lacks. */
interface Validator {
  readonly CompositeEngine: new (settings: object) => {
    validateTemplate(
      template: object,
      settings: { readonly pseudoParameterOverrides: { readonly region: string } },
    ): { readonly diagnostics: readonly { readonly ruleId: string; readonly message: string }[] };
  };
  readonly TemplateContent: new (content: string) => object;
}

describe('the list of regions without a service', () => {
  const library = createRequire(require.resolve('aws-cdk-lib'));
  const { CompositeEngine, TemplateContent } = library('@aws/cloudformation-validate') as Validator;
  const types = [
    ['SES', 'AWS::SES::EmailIdentity'],
    ['CodeBuild', 'AWS::CodeBuild::Project'],
    ['AWS Backup restore testing', 'AWS::Backup::RestoreTestingPlan'],
  ] as const;
  const engine = new CompositeEngine({});
  const Resources = Object.fromEntries(types.map(([, Type], index) => [`R${index}`, { Type }]));
  const template = new TemplateContent(JSON.stringify({ Resources }));
  const lacking = RegionInfo.regions
    .filter(({ partition }) => partition === 'aws')
    .map(({ name: region }) => {
      const { diagnostics } = engine.validateTemplate(template, {
        pseudoParameterOverrides: { region },
      });
      return { region, unavailable: diagnostics.filter(({ ruleId }) => ruleId === 'F3006') };
    });

  test.each(types)('is the validator’s for %s', (service, type) => {
    const regions = lacking
      .filter(({ unavailable }) => unavailable.some(({ message }) => message.includes(type)))
      .map(({ region }) => region);
    expect(regions).toEqual(REGIONS_WITHOUT[service]);
  });
});
