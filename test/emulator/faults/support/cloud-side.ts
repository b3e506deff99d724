import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type Message, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  SubmissionMailed,
  SubmissionStatus,
} from '../../../../lambdas/contact-form/submission';
import type { Emulator } from '../../../../rehearsal/emulator/emulator';
import { clientOf, DEV } from '../../support/running-emulator';
import type { Ledger } from './ledger';
import { countsOf, drain } from './queue';

/** Names of a line's resources. */
export interface LineOutputs {
  readonly queue: string;
  readonly deadLetters: string;
  readonly events: string;
  readonly submissions: string;
  readonly guard: string;
  readonly topic: string;
}

/** Looks at a line's resources as their owner does, past the faults. */
export class CloudSide {
  readonly sqs: SQSClient;
  readonly dynamoDb: DynamoDBClient;
  /** Taken from their queues for good, so that they are counted once. */
  private readonly announced: SubmissionMailed[] = [];
  private readonly deadLetters: Message[] = [];

  constructor(
    private readonly emulator: Emulator,
    private readonly outputs: LineOutputs,
    private readonly sender: string,
  ) {
    const client = clientOf(emulator, { account: DEV });
    this.sqs = new SQSClient(client);
    this.dynamoDb = new DynamoDBClient(client);
  }

  async ledger(ids: readonly string[]): Promise<Ledger> {
    const mails = (await this.emulator.mails()).filter(({ from }) => from === this.sender);
    const records = await this.records();
    const buried = await this.buried();
    for (const { Body } of await drain(this.outputs.events, this.sqs)) {
      this.announced.push(JSON.parse(Body ?? '') as SubmissionMailed);
    }
    return ids.map((id) => ({
      id,
      mails: mails.filter(({ text }) => text.trim() === `message ${id}`).length,
      receipts: mails.filter(({ text }) => text.trim() === `receipt ${id}`).length,
      status: records.get(id)?.['status']?.S as SubmissionStatus | undefined,
      events: this.announced.filter((event) => event.id === id).length,
      buried: buried
        .filter(({ Body }) => Body?.includes(id))
        .map(({ MessageAttributes }) => MessageAttributes?.['reason']?.StringValue),
    }));
  }

  /** Stored submissions by id. */
  async records() {
    const { Items = [] } = await this.dynamoDb.send(
      new ScanCommand({ TableName: this.outputs.submissions, ConsistentRead: true }),
    );
    return new Map(Items.map((item) => [item['id']?.S ?? '', item]));
  }

  /** Everything that came to the dead-letter queue so far. */
  async buried(): Promise<readonly Message[]> {
    this.deadLetters.push(...(await drain(this.outputs.deadLetters, this.sqs)));
    return this.deadLetters;
  }

  /** Takes everything out of the dead-letter queue, as if it had never been there. */
  async takeBuried(): Promise<readonly Message[]> {
    await this.buried();
    return this.deadLetters.splice(0);
  }

  /** Waits until the queue holds nothing: neither waiting, nor delayed, nor being delivered. */
  async queueEmpties(timeoutMs = 240_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const counts = await this.waiting();
      if (counts.every((count) => count === 0)) return;
      if (Date.now() > deadline) {
        throw new Error(`the queue still holds ${counts.join('+')} after ${timeoutMs} ms`);
      }
      await sleep(100);
    }
  }

  /** Visible, in flight, delayed. */
  waiting(): Promise<number[]> {
    return countsOf(this.outputs.queue, this.sqs);
  }
}
