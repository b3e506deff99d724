import type { ResolvedResource } from '../judges/resolved';
import { CALLS, judge } from '../judges/service-models';
import { type Acceptance, crowdedResources, everyResource, unaccepted } from '../judges/subject';

const ACCEPTED: readonly Acceptance[] = [
  {
    fault: /^AWS::Budgets::Budget Budget: lacks BudgetName/,
    reason: 'CloudFormation makes the name.',
  },
  {
    fault: /^AWS::SES::ConfigurationSetEventDestination EventDestination: lacks Name/,
    reason: 'CloudFormation makes the name.',
  },
  {
    fault: /^AWS::Route53::RecordSet AliasTarget: lacks EvaluateTargetHealth/,
    reason: 'CloudFormation says false where the template says nothing.',
  },
];

/** No call is named for them in CALLS. */
const NOT_JUDGED: readonly string[] = [
  // Nothing but a policy, which test/judges/templates.test.ts judges.
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  // Nothing but references.
  'AWS::EC2::NetworkAcl',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SubnetNetworkAclAssociation',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::Route53::DNSSEC',
  // Numbers of ports and addresses, in a list of the call's.
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  // The calls take other shapes: a dozen of them, and a map of texts.
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
];

const resources = everyResource();
const resource = (type: string, properties: object): ResolvedResource => ({
  at: 'stack/Broken',
  type,
  properties: properties as ResolvedResource['properties'],
});

describe('models of AWS’s calls, as botocore has them', () => {
  test('find nothing in the properties of any template, with every option on', () => {
    const { faults, judged } = judge(resources);
    expect(judged.size).toBeGreaterThan(180);
    expect(unaccepted(faults, ACCEPTED)).toEqual({ faults: [], needless: [] });
  });

  test('find nothing with names as long as they may be, either', () => {
    const { faults } = judge(crowdedResources());
    expect(unaccepted(faults, ACCEPTED)).toEqual({ faults: [], needless: [] });
  });

  test('are asked about every type that we deploy, but for a list of others', () => {
    const types = new Set(resources.map(({ type }) => type));
    const asked = [...types].filter((type) => type in CALLS);
    const others = [...types].filter((type) => !(type in CALLS) && !type.startsWith('Custom::'));
    expect(others.sort()).toEqual([...NOT_JUDGED].sort());
    expect(Object.keys(CALLS).sort()).toEqual(asked.sort());
  });

  test.each<[string, string, object, RegExp]>([
    [
      'a value that is none of those there are',
      'AWS::CodeBuild::Project',
      { Environment: { ComputeType: 'BUILD_GENERAL1_HUGE' } },
      /Environment\.ComputeType: BUILD_GENERAL1_HUGE is none of/,
    ],
    [
      'a text of another form',
      'AWS::CodePipeline::Pipeline',
      { Name: 'way post' },
      /Name: way post does not match/,
    ],
    [
      'a text that is too long',
      'AWS::KMS::Key',
      { Description: 'x'.repeat(8_193) },
      /at most 8192/,
    ],
    [
      'a number that is too large',
      'AWS::CloudWatch::Alarm',
      { EvaluationPeriods: 0 },
      /at least 1/,
    ],
    [
      'a list that is too long',
      'AWS::CloudWatch::Alarm',
      { AlarmActions: ['a', 'b', 'c', 'd', 'e', 'f'] },
      /AlarmActions: has 6, at most 5/,
    ],
    [
      'a part that lacks something',
      'AWS::CodeBuild::Project',
      { Source: { Location: 'https://example.com' } },
      /Source: lacks type/,
    ],
    [
      'a value deep within lists that the call has as structures',
      'AWS::CloudFront::Distribution',
      {
        DistributionConfig: {
          Origins: [
            {
              Id: 'one',
              DomainName: 'x',
              CustomOriginConfig: { OriginProtocolPolicy: 'tls-only' },
            },
          ],
        },
      },
      /Origins\[0\]\.CustomOriginConfig\.OriginProtocolPolicy: tls-only is none of/,
    ],
    [
      'a value under another name of the call',
      'AWS::KMS::Key',
      { KeyPolicy: { Statement: 'x'.repeat(131_073) } },
      /KeyPolicy: has the length/,
    ],
    [
      'a value of the webhook',
      'AWS::CodeBuild::Project',
      { Triggers: { FilterGroups: [[{ Type: 'BRANCH', Pattern: 'main' }]] } },
      /FilterGroups\[0\]\[0\]\.Type: BRANCH is none of/,
    ],
  ])('control: %s is noticed', (_, type, properties, fault) => {
    expect(judge([resource(type, properties)]).faults).toContainEqual(expect.stringMatching(fault));
  });
});
