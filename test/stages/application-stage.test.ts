import { Template } from 'aws-cdk-lib/assertions';
import { exampleConfig } from '../helpers/example-config';
import { environmentStage } from '../helpers/apps';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { assertNoBlanketActions, resourcesOf } from '../helpers/template-rules';

const prod = synthesizedEnvironment('prod');
const dev = synthesizedEnvironment('dev');
const everything = [...prod.all, ...dev.all];

/** Every `Fn::GetStackOutput` in a template. */
function outputsReadBy(
  value: unknown,
): { StackName: string; OutputName: string; Region: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'Fn::GetStackOutput' in value ? [value['Fn::GetStackOutput'] as never] : [];
  return [...own, ...Object.values(value).flatMap((inner) => outputsReadBy(inner))];
}

describe('stage', () => {
  test('allows nobody all actions of a service', () => {
    for (const { template } of everything) {
      expect(() => {
        assertNoBlanketActions(template);
      }).not.toThrow();
    }
  });

  test.each(['*', 's3:*', 'dynamodb:*'])('control: the check of actions notices %s', (Action) => {
    const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
    const template = Template.fromJSON({
      Resources: {
        Role: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement } } },
      },
    });
    expect(() => {
      assertNoBlanketActions(template);
    }).toThrow(`Role allows ${Action}`);
  });

  test('puts DNS, edge and cost into us-east-1 and the rest into the region of the environment', () => {
    const stacksIn = (region: string) =>
      prod.assembly.stacks
        .filter(({ environment }) => environment.region === region)
        .map(({ stackName }) => stackName);
    expect(stacksIn('us-east-1').sort()).toEqual([
      'waypost-prod-cost',
      'waypost-prod-dns',
      'waypost-prod-edge',
    ]);
    expect(stacksIn('eu-west-1')).toHaveLength(prod.assembly.stacks.length - 3);
  });

  test('gives every stack the tags that tell its cost', () => {
    for (const { stack } of prod.all) {
      expect(prod.assembly.getStackByName(`waypost-prod-${stack}`).tags).toEqual({
        project: 'waypost',
        environment: 'prod',
        stack,
        'cost-allocation': 'waypost-prod',
      });
    }
  });
});

describe('references between stacks', () => {
  test('are weak: nothing is exported', () => {
    for (const { template } of everything) {
      expect(JSON.stringify(template.toJSON())).not.toMatch(
        /"Export"|Fn::ImportValue|Custom::CrossRegion/,
      );
    }
  });

  test('name outputs that exist, in the region where they are', () => {
    for (const { all, assembly } of [prod, dev]) {
      const read = all.flatMap(({ template }) => outputsReadBy(template.toJSON()));
      expect(read.length).toBeGreaterThan(5);
      for (const { StackName, OutputName, Region } of read) {
        const producer = assembly.getStackByName(StackName);
        expect(producer.environment.region).toBe(Region);
        expect((producer.template as { Outputs: object }).Outputs).toHaveProperty(OutputName);
      }
    }
  });

  test('never point at contact, which is made last', () => {
    const read = everything.flatMap(({ template }) => outputsReadBy(template.toJSON()));
    expect(read.filter(({ StackName }) => StackName.endsWith('-contact'))).toEqual([]);
  });
});

describe('environment that is not delegated', () => {
  test('has no certificate and no record that points at the site', () => {
    for (const { template } of dev.all) {
      const made = resourcesOf(template).filter(
        ([, { Type, Properties }]) =>
          Type === 'AWS::CertificateManager::Certificate' || Properties?.['AliasTarget'],
      );
      expect(made).toEqual([]);
    }
  });

  test('mails from the address that the owner has verified', () => {
    const sender = (environment: string) =>
      environmentStage(environment, exampleConfig()).email.sender;
    expect(sender('dev')).toBe(exampleConfig().contact.sender);
    expect(sender('prod')).toBe('contact@example.com');
  });
});
