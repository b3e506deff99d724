import { AspectPriority, Aspects, type Stack } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/** Actions needed to pass on an encrypted message, or to store an encrypted file. */
export const PASS_ON_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/**
 * Encrypts everything that a stack stores with a key. It is an aspect, so that it includes
 * resources that CDK makes or that are added later, and constructs need not know of it. `except`
 * keeps AWS's key.
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

/** Services, by the first part of their names, through which a caller works with encrypted data. */
export interface KeyUse {
  /** DynamoDB uses the table's key on behalf of whoever reads or writes the table. */
  readonly opens?: readonly string[];
  /** Messages and files are encrypted and decrypted. */
  readonly passesOn?: readonly string[];
}

/** Lets a grantee use the key only through these services. */
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

/** Permissions to create a table with the key. A restore creates one. */
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
