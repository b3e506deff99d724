import { type App, CfnResource, Validations } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { uncheckedApp, waypostApp } from '../../../bin/app';
import { DeploymentStack } from '../../../lib/stacks/deployment-stack';
import { acceptFindings } from '../../../lib/validation/accept-findings';
import { dev } from '../../helpers/sample';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { ALL_OPTIONS } from '../../helpers/options';
import { statementsIn } from '../../helpers/template-rules';
import { TEST_CONTEXT } from '../../helpers/test-app';

/** Policies of resources, which cdk-nag does not read: what a wildcard may be there, and why. */
const RESOURCE_POLICIES: readonly { type: string; wildcard: RegExp; reason: string }[] = [
  { type: 'AWS::KMS::Key', wildcard: /^"\*"$/, reason: 'In its own policy a key is called "*".' },
  {
    type: 'AWS::S3::BucketPolicy',
    wildcard: /^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["\w+","Arn"\]\},"\/(?:\w+\/)?\*"\]\]\}$/,
    reason: 'Objects of the bucket that bears the policy.',
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    wildcard: /^"arn:aws:dynamodb:[\w-]+:\d+:table\/[\w-]+-\*"$/,
    reason: 'CloudFormation completes the names of tables; roles name them in full.',
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    wildcard: /^"arn:aws:ses:[\w-]+:\d+:(?:identity\/|template\/[\w-]+-)\*"$/,
    reason: "SES's sandbox asks for each recipient's identity; templates end in their language.",
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    wildcard: /^"\*"$/,
    reason: 'X-Ray knows no resources to write traces to.',
  },
];

/** What a resource allows that has a wildcard in its name, each once. */
function wildcardsOf(resource: CfnResource): string[] {
  const { stack } = resource;
  const template = stack.resolve(resource._toCloudFormation()) as Record<string, unknown>;
  const names = statementsIn(template)
    .filter(({ Effect: effect }) => effect === 'Allow')
    .flatMap(({ Resource }) => [Resource ?? []].flat())
    .map((one) => JSON.stringify(one))
    .filter((name) => name.includes('*'));
  return [...new Set(names)];
}

/** Wildcards that are accepted with a reason, in lib/validation. */
function acceptedOf(resource: CfnResource): string[] {
  return resource.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object))
    .filter((id) => id.includes('IAM5[Resource::'));
}

/** Every resource that allows more wildcards than are accepted. */
function unlisted(app: App): string[] {
  app.synth();
  return app.node
    .findAll()
    .filter((one) => CfnResource.isCfnResource(one))
    .map((resource) => {
      const listed = RESOURCE_POLICIES.filter(({ type }) => type === resource.cfnResourceType);
      const open = wildcardsOf(resource).filter(
        (name) => !listed.some(({ wildcard }) => wildcard.test(name)),
      );
      return { resource, open };
    })
    .filter(({ resource, open }) => open.length > acceptedOf(resource).length)
    .map(({ resource, open }) => `${resource.node.path}: ${open.join(', ')}`);
}

describe('a wildcard in the resources of a grant', () => {
  const config = exampleConfig({ environments: [dev, { ...prodInput, ...ALL_OPTIONS }] });

  test('is on the list of acceptances, with its reason, in every template with all options on', () => {
    expect(unlisted(waypostApp(config, { context: TEST_CONTEXT }))).toEqual([]);
  });

  test('control: each is noticed when none is accepted', () => {
    const found = unlisted(uncheckedApp(config, { context: TEST_CONTEXT })).join('\n');
    expect(found).toContain('/Contact/DeliverParts/Role/DefaultPolicy/Resource');
    expect(found).toContain('/Pipeline/UpdatePipeline/SelfMutation/Role/DefaultPolicy/Resource');
  });

  test('control: one more, in a role of a stack, is noticed', () => {
    const app = uncheckedApp(config, { context: TEST_CONTEXT });
    acceptFindings(app);
    const stack = app.node.children.find((one) => one instanceof DeploymentStack);
    if (!stack) throw new Error('The app has no pipeline any more.');
    const role = new Role(stack, 'Planted', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    new Policy(stack, 'PlantedPolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({ effect: Effect.ALLOW, actions: ['s3:GetObject'], resources: ['*'] }),
      ],
    });
    expect(unlisted(app)).toEqual([expect.stringContaining('PlantedPolicy/Resource: "*"')]);
  });
});
