import type { Template } from 'aws-cdk-lib/assertions';
import { STATEFUL_TYPES } from '../../release/review/diff/stateful-types';
import { type Resource, resourcesOf } from './template-rules';

/**
 * Made again from the template alone. `*` stands for every type of a service. Every type that a
 * template of ours may hold stands here or in STATEFUL_TYPES, so that a new one is thought about.
 */
const STATELESS_TYPES: readonly string[] = [
  'AWS::ApiGatewayV2::*',
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Backup::RestoreTestingPlan',
  'AWS::Backup::RestoreTestingSelection',
  'AWS::Budgets::Budget',
  'AWS::CE::AnomalyMonitor',
  'AWS::CE::AnomalySubscription',
  'AWS::CertificateManager::Certificate',
  'AWS::CloudFront::*',
  'AWS::CloudWatch::*',
  'AWS::CodeBuild::Project',
  'AWS::CodePipeline::Pipeline',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  // No instance and no volume is ours: network and nothing else.
  'AWS::EC2::FlowLog',
  'AWS::EC2::NetworkAcl',
  'AWS::EC2::NetworkAclEntry',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetNetworkAclAssociation',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCEndpoint',
  'AWS::Events::Rule',
  'AWS::IAM::*',
  'AWS::KMS::Alias',
  'AWS::Lambda::*',
  'AWS::Logs::Delivery',
  'AWS::Logs::DeliveryDestination',
  'AWS::Logs::DeliverySource',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::Route53::DNSSEC',
  'AWS::Route53::KeySigningKey',
  'AWS::Route53::RecordSet',
  'AWS::S3::BucketPolicy',
  // What SES has verified, it verifies again from the same records or by the same click.
  'AWS::SES::*',
  'AWS::SNS::*',
  'AWS::SQS::QueuePolicy',
  'Custom::*',
];

function isStateless(type: string): boolean {
  return STATELESS_TYPES.some((known) =>
    known.endsWith('*') ? type.startsWith(known.slice(0, -1)) : type === known,
  );
}

export function statefulResourcesOf(template: Template): [string, Resource][] {
  return resourcesOf(template).filter(([, { Type }]) => STATEFUL_TYPES.has(Type));
}

/** Every stateful resource says what becomes of it when it is removed, and when it is replaced. */
export function assertRemovalDecided(template: Template) {
  for (const [id, { Type, DeletionPolicy, UpdateReplacePolicy }] of resourcesOf(template)) {
    if (!STATEFUL_TYPES.has(Type)) {
      if (!isStateless(Type)) {
        throw new Error(
          `${id}: say in test/helpers/removal-decisions.ts whether ${Type} holds state`,
        );
      }
      continue;
    }
    if (!DeletionPolicy || !UpdateReplacePolicy) throw new Error(`${id} has no removal policy`);
  }
}
