import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { refusalOf } from '../support/refusal';
import { clientOf, DEV, runningEmulator } from '../support/running-emulator';

// Recorded on AWS, 2023 to 2025: test_dynamodb.snapshot.json of
// https://github.com/localstack/localstack/tree/main/tests/aws/services/dynamodb

const emulator = runningEmulator();
const client = () => new DynamoDBClient(clientOf(emulator(), { account: DEV }));
const TableName = 'goods';
const Key = { id: { S: '456' } };
const STORED = { ...Key, price: { N: '650' }, product: { S: 'tea' } };
const FAILED = {
  code: 'ConditionalCheckFailedException',
  status: 400,
  message: 'The conditional request failed',
};

const table = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
} as const;

beforeAll(async () => {
  const { KeySchema, AttributeDefinitions, ...rest } = table;
  await client().send(
    new CreateTableCommand({
      ...rest,
      KeySchema: [...KeySchema],
      AttributeDefinitions: [...AttributeDefinitions],
    }),
  );
  await client().send(new PutItemCommand({ TableName, Item: STORED }));
});

/** Item of the error that a call is refused with. */
async function itemOf(call: Promise<unknown>): Promise<unknown> {
  await refusalOf(call);
  return call.catch((error: unknown) => (error as { Item?: unknown }).Item);
}

type Ask = 'ALL_OLD' | undefined;
const CONDITIONS: readonly (readonly [string, (ask: Ask) => Promise<unknown>])[] = [
  [
    'PutItem',
    (ReturnValuesOnConditionCheckFailure) =>
      client().send(
        new PutItemCommand({
          TableName,
          Item: Key,
          ConditionExpression: 'attribute_not_exists(id)',
          ReturnValuesOnConditionCheckFailure,
        }),
      ),
  ],
  [
    'UpdateItem',
    (ReturnValuesOnConditionCheckFailure) =>
      client().send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: 'SET price = :price',
          ConditionExpression: 'price < :price',
          ExpressionAttributeValues: { ':price': { N: '1' } },
          ReturnValuesOnConditionCheckFailure,
        }),
      ),
  ],
  [
    'DeleteItem',
    (ReturnValuesOnConditionCheckFailure) =>
      client().send(
        new DeleteItemCommand({
          TableName,
          Key,
          ConditionExpression: 'price between :low and :high',
          ExpressionAttributeValues: { ':low': { N: '500' }, ':high': { N: '600' } },
          ReturnValuesOnConditionCheckFailure,
        }),
      ),
  ],
];

describe.each(CONDITIONS)('a condition of %s that fails', (_, ask) => {
  test('is refused, with what is stored where that is asked for', async () => {
    expect(await refusalOf(ask(undefined))).toEqual(FAILED);
    expect(await refusalOf(ask('ALL_OLD'))).toEqual(FAILED);
    expect(await itemOf(ask('ALL_OLD'))).toEqual(STORED);
  });

  test('tells nothing of what is stored where that is not asked for', async () => {
    expect(await itemOf(ask(undefined))).toBeUndefined();
  });
});

test('a condition on an item that is not there fails without an item', async () => {
  const call = client().send(
    new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'nothing' } },
      UpdateExpression: 'SET price = :price',
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeValues: { ':price': { N: '1' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  expect(await itemOf(call)).toBeUndefined();
});

test('a transaction that is cancelled says for each of its actions why', async () => {
  const call = client().send(
    new TransactWriteItemsCommand({
      TransactItems: [
        {
          ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_not_exists(id)' },
        },
        { Delete: { TableName, Key: { id: { S: 'another' } } } },
      ],
    }),
  );

  expect(await refusalOf(call)).toEqual({
    code: 'TransactionCanceledException',
    status: 400,
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]',
  });
  const cancelled = await call.catch((error: unknown) => error);
  expect((cancelled as TransactionCanceledException).CancellationReasons).toEqual([
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    { Code: 'None' },
  ]);
});

test.each([
  [
    'a table that is not there',
    () => client().send(new DescribeTableCommand({ TableName: 'nothing' })),
    'ResourceNotFoundException',
    'Requested resource not found: Table: nothing not found',
  ],
  [
    'a table that is there already',
    () =>
      client().send(
        new CreateTableCommand({
          ...table,
          KeySchema: [...table.KeySchema],
          AttributeDefinitions: [...table.AttributeDefinitions],
        }),
      ),
    'ResourceInUseException',
    'Table already exists: goods',
  ],
  [
    'a key of another form',
    () => client().send(new GetItemCommand({ TableName, Key: { other: { S: 'x' } } })),
    'ValidationException',
    'The provided key element does not match the schema',
  ],
])('%s is refused as on AWS', async (_, call, code, message) => {
  expect(await refusalOf(call())).toEqual({ code, status: 400, message });
});

test('control: a condition that holds is not taken for one that fails', async () => {
  const Item = { id: { S: 'new' } };
  const ConditionExpression = 'attribute_not_exists(id)';
  const call = client().send(new PutItemCommand({ TableName, Item, ConditionExpression }));
  await expect(refusalOf(call)).rejects.toThrow('the call was not refused');
});
