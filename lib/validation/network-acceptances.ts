import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { Acceptance } from './acceptance';
import { wildcards } from './finding-ids';

const ACCESS_LIST =
  'The second lock that a network of two subnets can afford: a few lines, stateless.';

/** Of an environment that has a network of its own. */
export const NETWORK_ACCEPTANCES: readonly Acceptance[] = [
  ...['', '/CallsOut', '/AnswersOut', '/CallsIn', '/AnswersIn'].map((entry) => ({
    at: `/Network/Vpc/AccessList${entry}/Resource`,
    findings: ['AwsSolutions-VPC3'],
    reason: ACCESS_LIST,
  })),
  {
    at: '/Network/TablesPrefixList/LookUp/CustomResourcePolicy/Resource',
    findings: wildcards('Resource::*'),
    reason: "EC2's Describe calls know no resources; this one lists lists of AWS's addresses.",
  },
  {
    at: 'Parts/Role/DefaultPolicy/Resource',
    findings: (stack, policy) =>
      policy instanceof CfnPolicy &&
      JSON.stringify(stack.resolve(policy.policyDocument)).includes('"ec2:CreateNetworkInterface"')
        ? wildcards(`Resource::arn:aws:ec2:${stack.region}:${stack.account}:*/*`)
        : [],
    reason:
      'Lambda makes and removes network interfaces whose ids it does not know before; the function itself is denied the calls.',
  },
];
