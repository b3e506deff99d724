import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { AwsJson, CallOptions, DynamoDbOperations } from '../../shared/aws-json';
import type { DeliveryState, SubmissionStore } from '../delivery-ports';
import type { MailRecord, Submission, SubmissionStatus } from '../submission';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../table';
import { conditionally, type Item } from './conditionally';

/** Calls dynamodb:PutItem and dynamodb:UpdateItem; a refused call returns the stored item. */
export function dynamoDbStore(
  dynamoDb: AwsJson<DynamoDbOperations>,
  tableName: string,
): SubmissionStore {
  const update = (
    id: string,
    change: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>,
    options?: CallOptions,
  ) =>
    conditionally(
      dynamoDb(
        'UpdateItem',
        {
          TableName: tableName,
          Key: { [SUBMISSION_KEY]: { S: id } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ...change,
        },
        options,
      ),
    );

  return {
    async add(submission, { status, expiresAt, claim }) {
      const { done, stored } = await conditionally(
        dynamoDb('PutItem', {
          TableName: tableName,
          Item: {
            ...itemOf(submission),
            [SUBMISSION_TTL]: { N: String(expiresAt) },
            status: { S: status },
            ...(claim && { claimedBy: { S: claim.by }, claimedUntil: { N: String(claim.until) } }),
          },
          ConditionExpression: 'attribute_not_exists(#id)',
          ExpressionAttributeNames: { '#id': SUBMISSION_KEY },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return done ? undefined : storedOf(stored);
    },

    async claim(id, claim, old) {
      const { done, stored } = await update(id, {
        ConditionExpression:
          'attribute_exists(#id) AND #status <> :mailed AND ' +
          (old === undefined ? 'attribute_not_exists(claimedBy)' : 'claimedBy = :old'),
        UpdateExpression: 'SET claimedBy = :by, claimedUntil = :until',
        ExpressionAttributeNames: { '#id': SUBMISSION_KEY, '#status': 'status' },
        ExpressionAttributeValues: {
          ':mailed': { S: 'mailed' },
          ':by': { S: claim.by },
          ':until': { N: String(claim.until) },
          ...(old !== undefined && { ':old': { S: old } }),
        },
      });
      // Ours: an earlier try of this very call, whose answer was lost.
      return done || stored['claimedBy']?.S === claim.by;
    },

    async release(id, claimedBy, outcome) {
      const { status, reason } = outcome ?? {};
      const sets = [
        ...(status === undefined ? [] : ['#status = :status']),
        ...(reason === undefined ? [] : ['reason = :reason']),
      ];
      await update(id, {
        ConditionExpression: 'claimedBy = :by',
        UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}REMOVE claimedBy, claimedUntil`,
        ...(status !== undefined && { ExpressionAttributeNames: { '#status': 'status' } }),
        ExpressionAttributeValues: {
          ':by': { S: claimedBy },
          ...(status !== undefined && { ':status': { S: status } }),
          ...(reason !== undefined && { ':reason': { S: reason } }),
        },
      });
    },

    async recordMail({ id, mailedAt, mailMessageId }: MailRecord) {
      const { stored } = await update(id, {
        ConditionExpression:
          'attribute_exists(#id) AND #status <> :mailed AND ' +
          '(attribute_not_exists(mailMessageId) OR mailMessageId <> :mailMessageId)',
        UpdateExpression:
          'SET #status = :mailed, mailedAt = :mailedAt, mailMessageId = :mailMessageId ' +
          'REMOVE claimedBy, claimedUntil, reason',
        ExpressionAttributeNames: { '#id': SUBMISSION_KEY, '#status': 'status' },
        ExpressionAttributeValues: {
          ':mailed': { S: 'mailed' },
          ':mailedAt': { S: mailedAt },
          ':mailMessageId': { S: mailMessageId },
        },
        ReturnValues: 'ALL_NEW',
      });
      if (stored[SUBMISSION_KEY] === undefined) return { kind: 'gone' };
      if (stored['mailMessageId']?.S !== mailMessageId) return { kind: 'other-mail' };
      if (stored['status']?.S !== 'mailed') return { kind: 'failed' };
      return { kind: 'recorded', facts: factsOf(stored) };
    },

    async recordReceipt(id) {
      await update(
        id,
        {
          ConditionExpression: 'attribute_exists(#id) AND attribute_not_exists(receipt)',
          UpdateExpression: 'SET receipt = :sent',
          ExpressionAttributeNames: { '#id': SUBMISSION_KEY },
          ExpressionAttributeValues: { ':sent': { S: 'sent' } },
        },
        { attempts: 1 },
      );
    },
  };
}

function itemOf({ id, receivedAt, form, values, destination, spam, marks }: Submission): Item {
  const texts = (list: readonly string[]) => ({ L: list.map((text) => ({ S: text })) });
  return {
    [SUBMISSION_KEY]: { S: id },
    receivedAt: { S: receivedAt },
    form: { S: form },
    values: { M: Object.fromEntries(Object.entries(values).map(([key, S]) => [key, { S }])) },
    destination: { S: destination },
    spam: texts(spam),
    marks: texts(marks),
  };
}

function storedOf(item: Item): DeliveryState {
  const text = (name: string) => item[name]?.S;
  const optional = (name: 'claimedBy' | 'mailedAt' | 'mailMessageId') => {
    const value = text(name);
    return value !== undefined && { [name]: value };
  };
  return {
    status: text('status') as SubmissionStatus,
    ...(item['claimedUntil']?.N !== undefined && { claimedUntil: Number(item['claimedUntil'].N) }),
    ...optional('claimedBy'),
    ...optional('mailedAt'),
    ...optional('mailMessageId'),
  };
}

/** Of an item that `add` wrote. */
function factsOf(item: Item) {
  const text = (name: string) => item[name]?.S ?? '';
  return {
    id: text(SUBMISSION_KEY),
    form: text('form'),
    receivedAt: text('receivedAt'),
    mailedAt: text('mailedAt'),
    destination: text('destination') === 'simulator' ? 'simulator' : 'owner',
  } as const;
}
