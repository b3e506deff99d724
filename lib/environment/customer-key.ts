import { AspectPriority, Aspects, type Stack } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/** What passing an encrypted message on takes, or storing an encrypted file. */
export const PASS_ON_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/**
 * Puts whatever a stack stores under a key: an aspect, so that what CDK makes, and what is added one
 * day, is under it too, and constructs need not know. `except` stays under AWS's key.
 */
export function encryptWith(key: IKey, stack: Stack, except: readonly IBucket[] = []) {
  const spared = except.map((bucket) => bucket.node.defaultChild);
  const visit = (node: IConstruct) => {
    if (!spared.includes(node)) encrypt(node, key.keyArn);
  };
  Aspects.of(stack).add({ visit }, { priority: AspectPriority.MUTATING });
}

function encrypt(node: IConstruct, keyArn: string) {
  if (node instanceof CfnLogGroup) node.kmsKeyId = keyArn;
  if (node instanceof CfnTopic) node.kmsMasterKeyId = keyArn;
  if (node instanceof CfnQueue) {
    node.sqsManagedSseEnabled = undefined;
    node.kmsMasterKeyId = keyArn;
  }
  if (node instanceof CfnBucket) {
    node.bucketEncryption = {
      serverSideEncryptionConfiguration: [
        {
          serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
          // One request to KMS for many objects.
          bucketKeyEnabled: true,
        },
      ],
    };
  }
  if (node instanceof CfnGlobalTable) {
    node.sseSpecification = { sseEnabled: true, sseType: 'KMS' };
    node.addPropertyOverride('Replicas.0.SSESpecification', { KMSMasterKeyId: keyArn });
  }
}

/** Services, by the first part of their names, through which somebody works with what is encrypted. */
export interface KeyUse {
  /** DynamoDB opens a table's own key for whoever reads or writes there. */
  readonly opens?: readonly string[];
  /** Messages and files are encrypted and decrypted. */
  readonly passesOn?: readonly string[];
}

/** Lets somebody use the key through these services, and in no other way. */
export function grantKey(key: IKey, grantee: IGrantable, { opens = [], passesOn = [] }: KeyUse) {
  const allow = (action: string, services: readonly string[]) =>
    Grant.addToPrincipal({
      grantee,
      actions: [action],
      resourceArns: [key.keyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': services.map((service) => `${service}.${key.env.region}.amazonaws.com`),
        },
      },
    });
  allow('kms:Decrypt', [...opens, ...passesOn]);
  if (passesOn.length > 0) allow('kms:GenerateDataKey', passesOn);
}

/** What whoever makes a table under the key needs, which restoring one is. */
const TABLE_ACTIONS = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
export function grantKeyForTables(key: IKey, grantee: IGrantable) {
  Grant.addToPrincipal({
    grantee,
    actions: TABLE_ACTIONS,
    resourceArns: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${key.env.region}.amazonaws.com` } },
  });
}
