import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { addressOf, post } from '../../../bench/contact/visitors';
import { rehearsedSubmissions } from '../../../bin/commands/submissions/adapters/rehearsed-submissions';
import { startEmulator, type Emulator } from '../../../rehearsal/emulator/emulator';
import { parseFault } from '../../../rehearsal/faults/fault';
import { DELAY_MS } from '../../../rehearsal/faults/planted-faults';
import { deploySite, type DeployedSite } from '../../browser/support/deployed-site';
import { emulatorOptions, temporaryDirectory } from '../../emulator/support/running-emulator';
import { exampleConfig } from '../../helpers/example-config';

/** Services that the functions of the contact form call to deliver a message. */
export const SERVICES_OF_MESSAGES = ['dynamodb', 'sqs', 'ses'] as const;

/** One fault on the way of a visitor's message, and what came of the message. */
export interface MessageTrial {
  /** As `--break` takes it. */
  readonly fault: string;
  /** What has met it; undefined when nothing did. */
  readonly met: string | undefined;
  /** HTTP status of each time that the visitor sent it: until it was taken. */
  readonly answers: readonly number[];
  readonly mails: number;
  /** What `waypost submissions list` says, once it was mailed or rests somewhere; undefined if it is lost. */
  readonly status: string | undefined;
  readonly seconds: number;
}

const POLL_MS = 200;
/** The thank-you page. */
const TAKEN = 303;
const MOST_TRIES = 3;
/** A message comes back half a minute to a minute after a fault (lambdas/contact-form/core/retry-policy.ts). */
const LOST_MS = 10 * 60_000;
/** A second mail comes after the first. */
const SECOND_MAIL_MS = 5_000;
const AT_REST = new Set(['mailed', 'failed', 'parked']);

/** Sends one message after another through a delivered environment, each while a service breaks once. */
export class MessageSweep {
  readonly #config = exampleConfig();
  #folder = '';
  #emulator: Emulator | undefined;
  #site: DeployedSite | undefined;
  #visitors = 0;

  /** Up to a first message that nothing breaks. */
  async prepare(): Promise<void> {
    this.#folder = await temporaryDirectory();
    this.#emulator = await startEmulator(emulatorOptions(this.#folder));
    this.#site = await deploySite(this.#emulator);
    const { mails, status } = await this.#send();
    if (mails !== 1) throw new Error(`Without a fault, a message is ${status ?? 'lost'}`);
  }

  async try(fault: string): Promise<MessageTrial> {
    const startedAt = performance.now();
    const { target: service, kind } = parseFault(fault);
    const id = crypto.randomUUID();
    await this.#cloud.plantFault({ id, label: fault, kind, service });
    const over = new AbortController();
    const met = this.#meet(id, kind === 'delay', over.signal);
    try {
      const sent = await this.#send();
      over.abort();
      return { fault, met: await met, ...sent, seconds: (performance.now() - startedAt) / 1000 };
    } finally {
      over.abort();
      await this.#cloud.liftFault(id);
    }
  }

  async end(): Promise<void> {
    await this.#emulator?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #cloud(): Emulator {
    if (!this.#emulator) throw new Error('The sweep is not prepared');
    return this.#emulator;
  }

  /** Sends a message as a browser without scripts does, and follows it until it rests. */
  async #send(): Promise<Pick<MessageTrial, 'answers' | 'mails' | 'status'>> {
    const [form] = this.#config.contact.forms;
    const url = `${this.#site?.api ?? ''}/forms/${form?.name ?? ''}`;
    const message = `Message ${crypto.randomUUID()}`;
    const answers: number[] = [];
    while (answers.at(-1) !== TAKEN) {
      if (answers.length === MOST_TRIES) throw new Error(`The form answers ${answers.join(', ')}`);
      const from = addressOf((this.#visitors += 1));
      const fields = { name: 'Ada', email: 'ada@example.org', message };
      answers.push((await post(url, from, fields)).status);
    }
    const mails = async () =>
      (await this.#cloud.mails()).filter(({ text }) => text.includes(message)).length;
    const status = await this.#restOf(message, mails);
    if (status === 'mailed') await delay(SECOND_MAIL_MS);
    return { answers, mails: await mails(), status };
  }

  async #restOf(message: string, mails: () => Promise<number>): Promise<string | undefined> {
    const [environment] = this.#config.environments;
    if (!environment) throw new Error('The example configuration has no environment.');
    const deadline = performance.now() + LOST_MS;
    while (performance.now() < deadline) {
      const kept = await rehearsedSubmissions(
        this.#config.project,
        environment,
        this.#cloud.endpoint,
      );
      const own = kept.filter(({ values }) => values['message'] === message);
      if (own.length > 0 && own.every(({ status }) => AT_REST.has(status))) {
        const [{ status, notes } = { status: '', notes: '' }] = own;
        // The record alone is no mail.
        if (status !== 'mailed' || (await mails()) > 0)
          return notes === '' ? status : `${status} (${notes})`;
      }
      await delay(POLL_MS);
    }
    return undefined;
  }

  /**
   * @param held whether the fault holds its call: in real time, because what takes longer than a function
   *   may run ends the function
   * @returns the call that has met the fault before the message was over
   */
  async #meet(id: string, held: boolean, over: AbortSignal): Promise<string | undefined> {
    let call = await this.#cloud.faultMetBy(id);
    while (call === undefined && !over.aborted) {
      await delay(POLL_MS);
      call = await this.#cloud.faultMetBy(id);
    }
    if (held) {
      await delay(DELAY_MS, undefined, { signal: over }).catch(() => undefined);
      await this.#cloud.liftFault(id);
    }
    return call;
  }
}
