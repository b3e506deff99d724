import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { GUARD_KEY, GUARD_TTL } from '../../../lambdas/contact-form/contract';
import { tagsOf } from '../../tags';

/**
 * Short-lived data against abuse, which nobody would miss. Encrypted with DynamoDB's own key, which
 * is free.
 */
export class GuardTable extends TableV2 {
  constructor(stack: Stack, id: string) {
    super(stack, id, {
      partitionKey: { name: GUARD_KEY, type: AttributeType.STRING },
      timeToLiveAttribute: GUARD_TTL,
      billing: Billing.onDemand(),
      removalPolicy: RemovalPolicy.DESTROY,
      // CloudFormation does not pass a stack's tags to a global table: its replicas have their own
      // tags.
      tags: tagsOf(stack),
    });
  }
}
