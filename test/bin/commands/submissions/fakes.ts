import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import type {
  SubmissionsCloud,
  SubmissionsPorts,
} from '../../../../bin/commands/submissions/ports';
import type {
  MessageQueue,
  OutOfReach,
  QueuedMessage,
} from '../../../../lambdas/submissions/ports';
import type { StoredSubmission } from '../../../../lambdas/submissions/stored-submission';
import type { QueueMessage } from '../../../../lambdas/contact-form/submission';
import { config, projectOf } from '../fakes';

export const NOW = new Date('2026-11-24T12:00:00.000Z');

export const ids = {
  mailed: '00000000-0000-4000-8000-000000000001',
  spam: '00000000-0000-4000-8000-000000000002',
  failed: '00000000-0000-4000-8000-000000000003',
} as const;

export function stored(changes: Partial<StoredSubmission> = {}): StoredSubmission {
  return {
    id: ids.mailed,
    receivedAt: '2026-11-24T09:15:00.000Z',
    form: 'contact',
    status: 'mailed',
    spam: [],
    marks: [],
    destination: 'owner',
    mailedAt: '2026-11-24T09:15:02.000Z',
    mailMessageId: 'ses-1',
    expiresAt: '2027-11-24T09:15:00.000Z',
    values: { name: 'Ada', email: 'ada@example.org', message: 'Hello\nthere' },
    ...changes,
  };
}

/** One that no mail went out for. */
export function unmailed(changes: Partial<StoredSubmission> = {}): StoredSubmission {
  return stored({ mailedAt: undefined, mailMessageId: undefined, ...changes });
}

/** A message of the queues that holds a stored submission. */
export function queued(submission: StoredSubmission, changes: Partial<QueueMessage> = {}): string {
  const { id, receivedAt, form, values, destination, spam, marks } = submission;
  const content = { id, receivedAt, form, values, destination, spam, marks };
  return JSON.stringify({ kind: 'submission', submission: content, ...changes });
}

type Writable = { -readonly [Key in keyof StoredSubmission]: StoredSubmission[Key] };

export interface World {
  readonly account?: string;
  readonly submissions?: readonly StoredSubmission[];
  readonly queue?: readonly string[];
  readonly deadLetters?: readonly string[];
  readonly outOfReach?: OutOfReach;
  readonly deadOutOfReach?: OutOfReach;
  /** Days on which each address was sent a receipt. */
  readonly receipts?: readonly (readonly [day: string, email: string])[];
  readonly pointInTimeRecovery?: boolean;
  readonly isScreen?: boolean;
  readonly answer?: string;
  readonly files?: Readonly<Record<string, string>>;
}

class FakeQueue implements MessageQueue {
  readonly url = 'https://sqs.example/queue';
  readonly messages: QueuedMessage[] = [];
  constructor(
    private readonly name: string,
    private readonly log: string[],
    bodies: readonly string[] = [],
    private readonly hidden: OutOfReach = { inFlight: 0, delayed: 0 },
  ) {
    bodies.forEach((body, index) => this.messages.push({ messageId: `message-${index}`, body }));
  }
  get bodies() {
    return this.messages.map(({ body }) => body);
  }
  send(body: string) {
    this.log.push(`send to ${this.name}`);
    this.messages.push({ messageId: `sent-${this.messages.length}`, body });
    return Promise.resolve();
  }
  async walk(judge: (message: QueuedMessage) => Promise<'keep' | 'remove'>) {
    for (const message of [...this.messages]) {
      if ((await judge(message)) === 'keep') continue;
      this.log.push(`delete from ${this.name}`);
      this.messages.splice(this.messages.indexOf(message), 1);
    }
  }
  outOfReach() {
    return Promise.resolve(this.hidden);
  }
}

/** An environment that holds what is given; keeps what becomes of it. */
export function fakeWorld(world: World = {}) {
  const log: string[] = [];
  const table = new Map((world.submissions ?? []).map((one) => [one.id, one]));
  const queue = new FakeQueue('queue', log, world.queue, world.outOfReach);
  const deadLetters = new FakeQueue('dead letters', log, world.deadLetters, world.deadOutOfReach);
  const receipts = new Set((world.receipts ?? []).map(([day, email]) => `${day} ${email}`));
  const files = new Map(Object.entries(world.files ?? {}));
  const out: string[] = [];
  const notes: string[] = [];
  /** In the mail program. */
  const opened: string[] = [];

  const cloud: SubmissionsCloud = {
    accountId: () => Promise.resolve(world.account ?? '222222222222'),
    table: () =>
      Promise.resolve({
        name: 'table',
        async *all() {
          for (const one of [...table.values()]) yield await Promise.resolve(one);
        },
        find: (id) => Promise.resolve(table.get(id)),
        remove: (id) => {
          log.push('delete from table');
          table.delete(id);
          return Promise.resolve();
        },
        mark: (id, { handledAt, note }) => {
          const found = table.get(id);
          if (found === undefined) return Promise.resolve(undefined);
          const marked: Writable = { ...found, ...(note !== undefined && { note }) };
          delete marked.handledAt;
          if (handledAt !== undefined) marked.handledAt = handledAt;
          table.set(id, marked);
          return Promise.resolve(marked);
        },
        reclassify: (id, { from, to }) => {
          const found = table.get(id);
          if (found?.status !== from || found.mailedAt === undefined)
            return Promise.resolve(undefined);
          const changed = { ...found, status: to };
          table.set(id, changed);
          return Promise.resolve(changed);
        },
        bringBack: (from) => {
          log.push(`bring back from ${from}`);
          return Promise.resolve({ restored: [ids.spam], present: 2, expired: 1 });
        },
        hasPointInTimeRecovery: () => Promise.resolve(world.pointInTimeRecovery ?? false),
      }),
    queue: () => Promise.resolve(queue),
    deadLetters: () => Promise.resolve(deadLetters),
    receipts: () =>
      Promise.resolve({
        forget: (email, days) =>
          Promise.resolve(
            days.filter((day) => receipts.delete(`${day} ${email.toLowerCase()}`)).length,
          ),
      }),
  };
  const ports: SubmissionsPorts = {
    open: () => cloud,
    openMail: (address) => {
      opened.push(address);
      return Promise.resolve();
    },
    desk: {
      write: (text) => out.push(text),
      note: (line) => notes.push(line),
      isScreen: world.isScreen ?? false,
      ask: () => Promise.resolve(world.answer),
      save: (path, text, force) => {
        if (files.has(path) && !force) return Promise.reject(new Error(`${path} exists`));
        files.set(path, text);
        return Promise.resolve();
      },
      now: () => NOW,
    },
  };
  return { ports, opened, table, queue, deadLetters, receipts, files, log, out, notes };
}

/** What a shell would see of `waypost submissions <line>`. */
export async function submissions(line: string, world: World = {}) {
  const fake = fakeWorld(world);
  const program = waypostProgram(projectOf(config), {
    submissions: () => fake.ports,
  });
  const errors: string[] = [];
  const tell = (text: string) => errors.push(text);
  const [command] = program.commands.filter((one) => one.name() === 'submissions');
  for (const one of [program, command, ...(command?.commands ?? [])]) {
    one?.configureOutput({ writeOut: tell, writeErr: tell });
  }
  const code = await main(program, ['submissions', ...line.split(' ')], tell);
  return {
    ...fake,
    code: code ?? 0,
    stdout: fake.out.join(''),
    stderr: [...fake.notes, ...errors].join('\n'),
  };
}
