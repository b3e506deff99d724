import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { AwsJson, DynamoDbOperations } from '../../shared/aws-json';
import type { FeedbackStore } from '../delivery-ports';
import { SUBMISSION_KEY } from '../table';
import { conditionally } from './conditionally';

/** Calls dynamodb:UpdateItem. */
export function dynamoDbFeedback(
  dynamoDb: AwsJson<DynamoDbOperations>,
  tableName: string,
): FeedbackStore {
  const update = async (id: string, change: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>) => {
    const write = dynamoDb('UpdateItem', {
      TableName: tableName,
      Key: { [SUBMISSION_KEY]: { S: id } },
      ...change,
    });
    return (await conditionally(write)).done;
  };

  return {
    // SES may report before `deliver` has recorded the mail: its message id then keeps `deliver`
    // from recording that it is mailed. A repeated report is written and counted again: otherwise a
    // lost answer would hide it.
    failMail: (id, mailMessageId, reason) =>
      update(id, {
        ConditionExpression:
          'attribute_exists(#id) AND (attribute_not_exists(mailMessageId) OR mailMessageId = :mail)',
        UpdateExpression: 'SET #status = :failed, reason = :reason, mailMessageId = :mail',
        ExpressionAttributeNames: { '#id': SUBMISSION_KEY, '#status': 'status' },
        ExpressionAttributeValues: {
          ':failed': { S: 'failed' },
          ':reason': { S: reason },
          ':mail': { S: mailMessageId },
        },
      }),

    markReceipt: (id, feedback) =>
      update(id, {
        ConditionExpression: 'attribute_exists(#id)',
        UpdateExpression: 'SET receipt = :feedback',
        ExpressionAttributeNames: { '#id': SUBMISSION_KEY },
        ExpressionAttributeValues: { ':feedback': { S: feedback } },
      }),
  };
}
