import { createRequire } from 'node:module';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { REGIONS_WITHOUT } from '../../../../lib/config/environment/region-lists';

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
