import { Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { Acceptance } from './acceptance';
import { resourceBelow } from '../resource-below';
import { onOutput, READ_OBJECTS, wildcards, WRITE_OBJECTS } from './finding-ids';

export const ENVIRONMENT_ACCEPTANCES: readonly Acceptance[] = [
  {
    at: '/Storage/Website/Distribution/Resource',
    findings: ['AwsSolutions-CFR1'],
    reason: 'A contact page is for visitors of every country.',
  },
  {
    at: '/Storage/Website/Distribution/Resource',
    findings: ['AwsSolutions-CFR2'],
    reason: 'A firewall costs more than all the rest; the page is static and the API throttled.',
  },
  {
    at: '/Storage/Website/Distribution/Resource',
    findings: ['AwsSolutions-CFR3'],
    reason: 'The rule knows the old kind of log only; the stack Edge delivers the new one.',
  },
  {
    at: '/Storage/Website/Distribution/Resource',
    findings: (_, distribution) =>
      distribution instanceof CfnDistribution && hasOwnCertificate(distribution)
        ? []
        : ['AwsSolutions-CFR4'],
    reason:
      "Until the domain is delegated there is no certificate but CloudFront's own, which fixes the protocol.",
  },
  {
    at: '/Storage/StackProtector/DefaultPolicy/Resource',
    findings: ({ account, node }) =>
      wildcards(
        ...stacksBeside(node.scope).map(
          ({ region, stackName }) =>
            `Resource::arn:aws:cloudformation:${region}:${account}:stack/${stackName}/*`,
        ),
      ),
    reason:
      'The wildcard stands for the id that CloudFormation gives each stack of this environment.',
  },
  {
    at: '/Contact/Api/Api/POST--forms--{form}/Resource',
    findings: ['AwsSolutions-APIG4'],
    reason: 'A contact form is for everybody. The routes beside it ask for IAM authorisation.',
  },
  {
    at: '/Contact/Api/Api/GET--forms--{form}--challenge/Resource',
    findings: ['AwsSolutions-APIG4'],
    reason: 'Whoever may use the form needs its challenge, which holds nothing.',
  },
  ...['GET--', 'GET--page.js', 'GET--page.css'].map((route) => ({
    at: `/Contact/OwnersPage/Api/${route}/Resource`,
    findings: ['AwsSolutions-APIG4'],
    reason:
      'The page is where people sign in, and holds no data. Every other route asks for a token.',
  })),
  {
    at: '/Contact/OwnersPage/People/Resource',
    findings: ['AwsSolutions-COG3', 'AwsSolutions-COG8'],
    reason:
      'Threat protection costs 0.02 USD for each person. The few people here are invited, and all have a second factor.',
  },
  {
    at: '/Contact/DeliverParts/Role/DefaultPolicy/Resource',
    findings: ({ region, account }) =>
      wildcards(`Resource::arn:aws:ses:${region}:${account}:identity/*`),
    reason:
      "SES's sandbox asks for leave on each recipient's identity; the condition admits one sender.",
  },
  {
    at: 'Parts/Role/DefaultPolicy/Resource',
    findings: (stack, policy) =>
      policy instanceof CfnPolicy &&
      /"(?:xray:PutTraceSegments|ec2:DescribeSubnets|codepipeline:PutJobSuccessResult|cloudwatch:GetMetricStatistics)"/.test(
        JSON.stringify(stack.resolve(policy.policyDocument)),
      )
        ? wildcards('Resource::*')
        : [],
    reason:
      'Tracing: X-Ray knows no resources to write traces to. A network: EC2 none to look at. The release check: CodePipeline none for a job. The service levels: CloudWatch none to read metrics of.',
  },
  {
    at: '/Contact/SmokeTestRole/DefaultPolicy/Resource',
    findings: (stack) => {
      const api = stack.getLogicalId(resourceBelow(stack, 'Api/Api/Resource'));
      const { region, account } = stack;
      return wildcards(
        `Resource::arn:aws:execute-api:${region}:${account}:<${api}>/$default/GET/smoke-test/*`,
      );
    },
    reason: 'The wildcard stands for the id of a submission, in one route that tells its status.',
  },
  {
    at: '/Contact/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C/Resource',
    findings: ['AwsSolutions-L1'],
    reason: "CDK's own function that publishes the site; its runtime comes with CDK.",
  },
  {
    at: '/Contact/Page/Role/DefaultPolicy/Resource',
    findings: ({ region, account, dependencies }) => [
      ...READ_OBJECTS,
      ...WRITE_OBJECTS,
      ...wildcards(
        `Resource::arn:aws:s3:::cdk-hnb659fds-assets-${account}-${region}/*`,
        ...dependencies
          .filter(({ node }) => node.id === 'Storage')
          .map((storage) =>
            onOutput({
              StackName: storage.stackName,
              Region: region,
              OutputName: 'PublishOutputFnGetAttAssets9A31D427ArnC646BE86',
            }),
          ),
        // cloudfront:CreateInvalidation
        'Resource::*',
      ),
    ],
    reason:
      "CDK's own function that publishes the site: from bootstrap's bucket into that of the site, then it makes CloudFront forget.",
  },
];

function stacksBeside(stage?: IConstruct): Stack[] {
  return stage?.node.children.filter((one) => Stack.isStack(one)) ?? [];
}

function hasOwnCertificate({ distributionConfig }: CfnDistribution) {
  return (
    'viewerCertificate' in distributionConfig && distributionConfig.viewerCertificate !== undefined
  );
}
