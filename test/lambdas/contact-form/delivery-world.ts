import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { MetricName } from '../../../lambdas/contact-form/contract';
import { exponentialBackoff } from '../../../lambdas/contact-form/core/retry-policy';
import { type SesFaultKind, MailFault } from '../../../lambdas/contact-form/core/ses-fault';
import { Unavailable } from '../../../lambdas/contact-form/ports';
import {
  deliverHandler,
  type DeliverHandlerPorts,
} from '../../../lambdas/contact-form/queue/deliver-handler';
import type {
  QueueMessage,
  Submission,
  SubmissionMailed,
} from '../../../lambdas/contact-form/submission';
import { jsonLogger } from '../../../lambdas/shared/logger';
import { fakeTable, type Item } from './fake-table';
import { FORMS, RECEIVED_AT } from './delivery-samples';

/** What happens at a call to AWS; `lost`: it did as asked, and the answer did not come. */
export const FAULTS = [
  'refused',
  'lost',
  'die-before',
  'die-after',
  'throttled',
  'parked',
  'permanent',
] as const;
export type Fault = (typeof FAULTS)[number] | 'ok';

const INVOCATION_MS = 60_000;
const VISIBILITY_MS = 360_000;
const MAX_RECEIVES = 10;

interface Queued {
  readonly body: string;
  receives: number;
  visibleAt: number;
}

interface Mail {
  readonly id: string;
  readonly messageId: string;
  readonly sentBy: Life;
  /** Its delivery will never know that SES took it. */
  lost: boolean;
  /** An earlier mail was known to nobody, nor to be known any more, when this one was sent. */
  readonly excused: boolean;
}

/** Ends an invocation as Lambda does: whatever it waits for never comes. */
class Life {
  private end: () => void = () => undefined;
  ended = false;
  /** Ended in either way. */
  over = false;
  readonly death = new Promise<undefined>((resolve) => {
    this.end = () => {
      this.ended = true;
      resolve(undefined);
    };
  });
  die() {
    this.end();
    return new Promise<never>(() => undefined);
  }
}

export type Break = (ports: DeliverHandlerPorts) => Partial<DeliverHandlerPorts>;

/** Queue, table, SES and topic around the real handler; a list of faults strikes call after call. */
export class World {
  now = Date.parse(RECEIVED_AT);
  readonly queue = new Map<string, Queued>();
  readonly deadLetters: { readonly body: string; readonly reason: string }[] = [];
  readonly items = new Map<string, Item>();
  readonly mails: Mail[] = [];
  readonly receipts: string[] = [];
  readonly events: SubmissionMailed[] = [];
  readonly calls: string[] = [];
  readonly counted: { readonly name: string; readonly reason?: string }[] = [];
  /** In milliseconds. */
  readonly delays: number[] = [];
  readonly logged: string[] = [];
  /** Milliseconds that each call takes. */
  took: (call: string) => number = () => 0;
  private serial = 0;
  private readonly ledger = new Set<string>();

  constructor(
    private faults: readonly Fault[] = [],
    /** Whether the queue hands a message out twice at once, hand-out after hand-out. */
    private twice: readonly boolean[] = [],
    private readonly broken: Break = () => ({}),
  ) {}

  put(message: QueueMessage | string, delaySeconds = 0) {
    const body = typeof message === 'string' ? message : JSON.stringify(message);
    const visibleAt = this.now + delaySeconds * 1000;
    this.queue.set(`handle-${(this.serial += 1)}`, { body, receives: 0, visibleAt });
  }

  /** Until the queue is empty. */
  async drain() {
    for (let round = 0; this.queue.size > 0; round += 1) {
      if (round > 500) throw new Error('the queue never gets empty');
      const next = Math.min(...[...this.queue.values()].map(({ visibleAt }) => visibleAt));
      this.now = Math.max(this.now, next);
      await this.round();
    }
  }

  /** Hands out what is due, once or twice, to invocations that run at the same time. */
  async round() {
    const due = [...this.queue].filter(([, { visibleAt }]) => visibleAt <= this.now).slice(0, 10);
    for (const [handle, message] of due) {
      message.receives += 1;
      message.visibleAt = this.now + VISIBILITY_MS;
      if (message.receives <= MAX_RECEIVES) continue;
      this.queue.delete(handle);
      this.deadLetters.push({ body: message.body, reason: 'moved by the queue' });
    }
    const handles = due.map(([handle]) => handle).filter((handle) => this.queue.has(handle));
    const [again = false, ...rest] = this.twice;
    this.twice = rest;
    await Promise.all((again ? [handles, handles] : [handles]).map((some) => this.invoke(some)));
  }

  private async invoke(handles: readonly string[]) {
    const life = new Life();
    const handler = deliverHandler(this.ports(life));
    const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => INVOCATION_MS };
    const answer = await Promise.race([handler(this.event(handles), context), life.death]);
    life.over = true;
    if (answer === undefined) return;
    const back = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const handle of handles) if (!back.has(handle)) this.queue.delete(handle);
  }

  private event(handles: readonly string[]): SQSEvent {
    return {
      Records: handles.map((handle) => {
        const { body = '', receives = 0 } = this.queue.get(handle) ?? {};
        const attributes = { ApproximateReceiveCount: String(receives) };
        return { messageId: handle, receiptHandle: handle, body, attributes } as SQSRecord;
      }),
    };
  }

  private ports(life: Life): DeliverHandlerPorts {
    const unavailable = (service: Unavailable['service']) => () =>
      new Unavailable(service, new Error('down'));
    /** A port method: strikes with the next fault, or does what `body` does. */
    const port =
      <Args extends unknown[], Result>(
        name: string,
        fail: (kind: SesFaultKind) => Error,
        body: (...args: Args) => Result,
      ) =>
      async (...args: Args): Promise<Result> => {
        // Lets the others go on, so that deliveries interleave.
        for (let turns = 0; turns < 1 + (this.calls.length % 3); turns += 1)
          await Promise.resolve();
        if (life.ended) return life.die();
        this.calls.push(name);
        this.now += this.took(name);
        const [fault = 'ok', ...rest] = this.faults;
        this.faults = rest;
        if (fault === 'die-before') return life.die();
        if (fault === 'refused') throw fail('passing');
        if (fault === 'throttled' || fault === 'parked' || fault === 'permanent') throw fail(fault);
        const result = body(...args);
        if (fault === 'lost') {
          for (const mail of this.mails) mail.lost ||= mail.messageId === result;
          throw fail('passing');
        }
        if (fault === 'die-after') return life.die();
        return result;
      };
    const dynamodb = unavailable('dynamodb');
    const sqs = unavailable('sqs');
    const ses = (kind: SesFaultKind) =>
      new MailFault({ kind, reason: `ses-${kind}` }, new Error('no'));
    const table = fakeTable(this.items);
    const ports: DeliverHandlerPorts = {
      store: {
        add: port('add', dynamodb, table.add),
        claim: port('claim', dynamodb, table.claim),
        release: port('release', dynamodb, table.release),
        recordMail: port('recordMail', dynamodb, table.recordMail),
        recordReceipt: port('recordReceipt', dynamodb, table.recordReceipt),
      },
      mailer: {
        sendMessage: port('sendMessage', ses, (submission: Submission) =>
          this.mail(submission.id, life),
        ),
        sendReceipt: port('sendReceipt', ses, (submission: Submission) => {
          this.receipts.push(submission.values.email);
        }),
      },
      ledger: {
        isWanted: (form) => FORMS.some(({ name, receipt }) => name === form && receipt),
        enter: port('enter', dynamodb, (email: string) => {
          const first = !this.ledger.has(email);
          this.ledger.add(email);
          return first;
        }),
      },
      events: {
        publish: port('publish', unavailable('sns'), (event: SubmissionMailed) => {
          this.events.push(event);
        }),
      },
      queue: {
        put: port('put', sqs, (message: QueueMessage, seconds: number) => {
          this.put(message, seconds);
        }),
        hide: port('hide', sqs, (handle: string, seconds: number) => {
          const message = this.queue.get(handle);
          if (message) message.visibleAt = this.now + seconds * 1000;
        }),
      },
      deadLetters: {
        put: port('deadLetter', sqs, (body: string, reason: string) => {
          this.deadLetters.push({ body, reason });
        }),
      },
      retry: exponentialBackoff(() => 0.5),
      now: () => new Date(this.now),
      pause: (ms) => {
        this.now += ms;
        return life.ended ? life.die() : Promise.resolve();
      },
      newId: () => `delivery-${(this.serial += 1)}`,
      retentionDays: 30,
      metrics: {
        count: (name: MetricName, reason?: string) =>
          this.counted.push({ name, ...(reason !== undefined && { reason }) }),
        milliseconds: (name: MetricName, value) => {
          this.counted.push({ name });
          this.delays.push(value);
        },
      },
      log: jsonLogger((line) => this.logged.push(line)),
    };
    return { ...ports, ...this.broken(ports) };
  }

  private mail(id: string, sentBy: Life): string {
    const messageId = `mail-${(this.serial += 1)}`;
    const excused = this.mails.some(
      (mail) => mail.id === id && (mail.lost || mail.sentBy.over) && !this.isKnown(mail),
    );
    this.mails.push({ id, messageId, sentBy, lost: false, excused });
    return messageId;
  }

  private isKnown({ id, messageId }: Mail): boolean {
    return this.items.get(id)?.mailMessageId === messageId;
  }
}
