import { Stack } from 'aws-cdk-lib';
import { type IPeer, Peer } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { functionRole } from '../../functions/function-role';

export interface ServicePrefixListProps {
  /** As in `com.amazonaws.<region>.<service>`. */
  readonly service: string;
  readonly logRetentionDays: RetentionDays;
}

/**
 * The addresses of a service in the stack's region, as a list that AWS keeps. The deployment looks
 * up its id, because CloudFormation has no reference to it, and synth makes no look-ups.
 */
export class ServicePrefixList extends Construct {
  readonly peer: IPeer;

  constructor(scope: Construct, id: string, props: ServicePrefixListProps) {
    super(scope, id);

    const { role, logGroup } = functionRole(this, { retention: props.logRetentionDays });
    const name = `com.amazonaws.${Stack.of(this).region}.${props.service}`;
    const query = {
      service: 'EC2',
      action: 'describeManagedPrefixLists',
      parameters: { Filters: [{ Name: 'prefix-list-name', Values: [name] }] },
      physicalResourceId: PhysicalResourceId.of(name),
      outputPaths: ['PrefixLists.0.PrefixListId'],
    };
    const lookUp = new AwsCustomResource(this, 'LookUp', {
      resourceType: 'Custom::ServicePrefixList',
      onUpdate: query,
      role,
      logGroup,
      installLatestAwsSdk: false,
      policy: AwsCustomResourcePolicy.fromStatements([
        // EC2's Describe calls know no resources.
        new PolicyStatement({ actions: ['ec2:DescribeManagedPrefixLists'], resources: ['*'] }),
      ]),
    });
    this.peer = Peer.prefixList(lookUp.getResponseField('PrefixLists.0.PrefixListId'));
  }
}
