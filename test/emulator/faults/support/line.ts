import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import type { DeliverEnv } from '../../../../lambdas/contact-form/contract';
import type { QueueMessage, Submission } from '../../../../lambdas/contact-form/submission';
import type { Emulator } from '../../../../rehearsal/emulator/emulator';
import { output, outputsOf } from '../../support/deploy';
import { CloudSide, type LineOutputs } from './cloud-side';
import { EventSource } from './event-source';
import type { FaultProxy } from './fault-proxy';
import type { Rule } from './faults';
import { type FaultyFunction, startFaultyFunction } from './faulty-function';
import type { Ledger } from './ledger';
import { pollerUnder } from './queue';
import { lineTemplate, mailNames, senderOf } from './resources';

export interface LineOptions {
  /** File of the bundled deliver function. */
  readonly deliver: string;
  readonly rule?: Rule;
  /** Batches delivered at the same time, each in its own process. */
  readonly concurrency?: number;
  readonly batchSize?: number;
  /** Deliver's timeout. */
  readonly functionSeconds?: number;
  /** How long the queue hides a message; one second longer than that by itself. */
  readonly visibilitySeconds?: number;
  readonly maxReceiveCount?: number;
  /** Whether the scenario kills deliver or lets it run out of time. */
  readonly cutsOff?: true;
}

/** A queue of its own with everything behind it: what one scenario plays on. */
export interface Line {
  readonly name: string;
  readonly cloud: CloudSide;
  readonly outputs: LineOutputs & { readonly submitRole: string; readonly feedbackRole: string };
  /** Deliver's, one for each that runs at the same time. */
  readonly delivers: readonly FaultyFunction[];
  readonly proxy: FaultProxy;
  /** Puts submissions on the queue, as `submit` would; returns their ids. */
  submit(...submissions: readonly Partial<Submission>[]): Promise<string[]>;
  enqueue(message: QueueMessage | string): Promise<void>;
  /** Starts to deliver; at most once. */
  open(): EventSource;
  /** Delivers until the queue is empty, and tells what became of these submissions. */
  outcomeOf(ids: readonly string[]): Promise<Ledger>;
}

/** Deliver's timeout: only a hang reaches it, and it leaves no time for a second try at a record. */
const PLAIN_SECONDS = 28;

export const VISITOR = {
  name: 'Zainab Q. Visitor',
  email: 'zainab@visitor.test',
  message: 'Nobody but the owner may read this sentence.',
};

export function submission(change: Partial<Submission> = {}): Submission {
  return {
    id: randomUUID(),
    receivedAt: new Date().toISOString(),
    form: 'contact',
    values: VISITOR,
    destination: 'owner',
    spam: [],
    marks: [],
    ...change,
  };
}

/** Plays a scenario on a line and takes the line down; fails when a log tells of the visitor. */
export async function onLine(
  emulator: Emulator,
  options: LineOptions,
  play: (line: Line) => Promise<void>,
): Promise<void> {
  const { concurrency = 1, functionSeconds = PLAIN_SECONDS, maxReceiveCount = 10 } = options;
  const { visibilitySeconds = functionSeconds + 1 } = options;
  const name = `line-${randomUUID().slice(0, 8)}`;
  const stack = await outputsOf(emulator, {
    stack: name,
    template: lineTemplate({ name, visibilitySeconds, maxReceiveCount }),
  });
  const of = (key: string) => output(stack, key);
  const outputs = {
    queue: of('Queue'),
    deadLetters: of('DeadLetters'),
    events: of('Events'),
    submissions: of('Submissions'),
    guard: of('Guard'),
    topic: of('Topic'),
    submitRole: of('Submit'),
    feedbackRole: of('Feedback'),
  };
  const delivers = await Promise.all(
    Array.from({ length: concurrency }, () =>
      startFaultyFunction({
        emulator,
        bundle: options.deliver,
        roleArn: of('Deliver'),
        timeoutMs: functionSeconds * 1000,
        longestVisibilitySeconds: visibilitySeconds,
        environment: deliverEnvironment(name, outputs),
        ...(options.rule && { rule: options.rule }),
      }),
    ),
  );
  const poller = await pollerUnder(of('Deliver'), emulator);
  const cloud = new CloudSide(emulator, outputs, senderOf(name));
  let source: EventSource | undefined;

  const line: Line = {
    name,
    cloud,
    outputs,
    delivers,
    get proxy() {
      const [only] = delivers;
      if (!only || delivers.length > 1) throw new Error('several functions have several proxies');
      return only.proxy;
    },
    submit: async (...changes) => {
      const made = changes.map(submission);
      for (const one of made) await line.enqueue({ kind: 'submission', submission: one });
      return made.map(({ id }) => id);
    },
    enqueue: async (message) => {
      const MessageBody = typeof message === 'string' ? message : JSON.stringify(message);
      await cloud.sqs.send(new SendMessageCommand({ QueueUrl: outputs.queue, MessageBody }));
    },
    open: () =>
      (source ??= new EventSource({
        sqs: poller,
        queueUrl: outputs.queue,
        functions: delivers.map(({ process }) => process),
        batchSize: options.batchSize ?? 10,
      })),
    outcomeOf: async (ids) => {
      line.open();
      await cloud.queueEmpties();
      return cloud.ledger(ids);
    },
  };
  try {
    await play(line);
    const cutOff = source?.passes.some(({ invocation }) => invocation === 'gone') ?? false;
    // On a machine that is too busy, which would open the window that the scenario is not about.
    if (cutOff && !options.cutsOff) throw new Error('a delivery ran out of time');
  } finally {
    try {
      await source?.stop();
    } finally {
      await Promise.all(delivers.map((one) => one.stop()));
    }
  }
  expectNothingPersonal(delivers);
}

function deliverEnvironment(name: string, outputs: LineOutputs): DeliverEnv {
  const { configurationSet, template } = mailNames(name);
  return {
    METRIC_NAMESPACE: 'Faults',
    ENVIRONMENT_NAME: name,
    SUBMISSION_TABLE: outputs.submissions,
    GUARD_TABLE: outputs.guard,
    SUBMISSION_QUEUE_URL: outputs.queue,
    DEAD_LETTER_QUEUE_URL: outputs.deadLetters,
    CONTACT_SENDER: senderOf(name),
    SES_CONFIGURATION_SET: configurationSet.message,
    SES_RECEIPT_CONFIGURATION_SET: configurationSet.receipt,
    SES_MESSAGE_TEMPLATE: template.message,
    SES_RECEIPT_TEMPLATE: template.receipt,
    CONTACT_EVENT_TOPIC_ARN: outputs.topic,
    SUBMISSION_RETENTION_DAYS: '30',
  };
}

export function expectNothingPersonal(functions: readonly FaultyFunction[]): void {
  const printed = functions.map(({ process }) => process.output).join('\n');
  for (const value of Object.values(VISITOR)) expect(printed).not.toContain(value);
}
