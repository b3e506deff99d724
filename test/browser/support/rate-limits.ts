import {
  DeleteItemCommand,
  DynamoDBClient,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GUARD_KEY } from '../../../lambdas/contact-form/table';

const HOUR_MS = 60 * 60_000;

/** What the guard table of a deployed site knows of who sends. */
export class RateLimits {
  constructor(
    private readonly dynamoDb: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Everybody may send again. */
  async forget(): Promise<void> {
    for (const Key of await this.#sources()) {
      await this.dynamoDb.send(new DeleteItemCommand({ TableName: this.table, Key }));
    }
  }

  /** As if everybody who has sent had sent all that an hour admits. */
  async exhaust(): Promise<void> {
    const sources = await this.#sources();
    if (sources.length === 0) throw new Error('Nobody has sent anything.');
    for (const Key of sources) {
      await this.dynamoDb.send(
        new UpdateItemCommand({
          TableName: this.table,
          Key,
          UpdateExpression: 'SET #until = :until',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':until': { N: String(Date.now() + HOUR_MS) } },
        }),
      );
    }
  }

  async #sources() {
    const { Items = [] } = await this.dynamoDb.send(new ScanCommand({ TableName: this.table }));
    return Items.map(({ [GUARD_KEY]: key }) => key)
      .filter((key) => key?.S?.startsWith('source#') === true)
      .map((key) => ({ [GUARD_KEY]: key ?? { S: '' } }));
  }
}
