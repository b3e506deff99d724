import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';

/** Where in a network functions run. */
export interface FunctionPlacement {
  readonly vpc: IVpc;
  readonly vpcSubnets: SubnetSelection;
  readonly securityGroups: ISecurityGroup[];
}

/** Lambda's calls, by the function's role, while it makes and removes network interfaces. */
const INTERFACE_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];
const LOOK_ACTIONS = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/**
 * Lets Lambda place a function in a network with the function's role, and denies the same calls to
 * the function itself. Replaces AWS's managed policy, which may write to every log of the account.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function grantPlacement(role: Role, functionName: string) {
  const stack = Stack.of(role);
  // Lambda decides which interface. It needs the permission for all of them, or refuses the
  // function.
  role.addToPolicy(
    new PolicyStatement({
      actions: INTERFACE_ACTIONS,
      resources: [stack.formatArn({ service: 'ec2', resource: '*', resourceName: '*' })],
    }),
  );
  role.addToPolicy(new PolicyStatement({ actions: LOOK_ACTIONS, resources: ['*'] }));
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: [...INTERFACE_ACTIONS, ...LOOK_ACTIONS],
      resources: ['*'],
      conditions: {
        ArnEquals: {
          'lambda:SourceFunctionArn': stack.formatArn({
            service: 'lambda',
            resource: 'function',
            resourceName: functionName,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
}
