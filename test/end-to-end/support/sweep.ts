import { setTimeout as delay } from 'node:timers/promises';
import {
  CloudFormationClient,
  GetTemplateCommand,
  paginateListStacks,
} from '@aws-sdk/client-cloudformation';
import { DELAY_MS } from '../../../rehearsal/faults/planted-faults';
import type { Report } from '../../../rehearsal/report/report-schema';
import { clientOf, DEV, PROD, REGION, TOOLS } from '../../emulator/support/running-emulator';
import { APP, FixtureRepository } from './fixture-repository';
import { LiveRehearsal } from './live-rehearsal';

/** One fault, and what came of it. */
export interface Trial {
  /** As `--break` takes it. */
  readonly fault: string;
  /** What has met it; undefined when nothing did. */
  readonly met: string | undefined;
  /** How the execution that it was planted in came out. */
  readonly outcome: string;
  /** What is wrong after the next push; empty when that has recovered. */
  readonly problems: readonly string[];
  /** Of both deliveries. */
  readonly seconds: number;
}

type Execution = Report['executions'][number];

const HEALTHY = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;
/** Of the pipeline's notifications. */
const TOPIC = ':waypost-pipeline';
/** Share of the pipeline's events that come twice; all of them come out of order. */
const EVENTS_TWICE = 0.5;
const POLL_MS = 50;
/** In which a mail comes that was already under way. */
const MAIL_MS = 60_000;

/** Breaks one execution after another in one rehearsed cloud; after each, the next push must recover. */
export class Sweep {
  readonly #repository = new FixtureRepository();
  readonly #rehearsal = new LiveRehearsal(this.#repository, {
    eventsTwice: EVENTS_TWICE,
  });
  #release = 1;
  #mails = 0;

  /** Up to a first release that nothing breaks. */
  async prepare(): Promise<void> {
    await this.#rehearsal.prepare();
    const { execution } = await this.#deliver();
    if (execution.status !== 'succeeded') throw new Error(this.#rehearsal.output);
    const problems = await this.#problems([execution], 1);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  /** The actions of the pipeline, as `--break` takes them, each with its provider. */
  get actions(): readonly { readonly name: string; readonly provider: string }[] {
    const { executions } = this.#rehearsal.report;
    return (executions.at(-1)?.stages ?? []).flatMap((stage) =>
      stage.actions.map(({ name, provider }) => ({ name: `${stage.name}.${name}`, provider })),
    );
  }

  async try(fault: string): Promise<Trial> {
    const startedAt = performance.now();
    const broken = await this.#deliver(fault);
    const planted = this.#rehearsal.report.faults.at(-1);
    const mended = await this.#deliver();
    const executions = [...broken.all, ...mended.all];
    const problems = [
      ...(mended.execution.status === 'succeeded'
        ? []
        : [`the next push ${mended.execution.status}`]),
      ...(mended.asked === 1 ? [] : [`it asked for approval ${mended.asked} times`]),
      ...(await this.#problems(executions, broken.asked + mended.asked)),
    ];
    return {
      fault,
      met: planted?.status === 'met' ? (planted.detail ?? '') : undefined,
      outcome: broken.execution.status,
      problems,
      seconds: (performance.now() - startedAt) / 1000,
    };
  }

  get output(): string {
    return this.#rehearsal.output;
  }

  async end(): Promise<void> {
    await this.#rehearsal.end();
    this.#repository.remove();
  }

  /** Pushes a release, which changes the bucket, and approves it. */
  async #deliver(...faults: readonly string[]) {
    const rehearsal = this.#rehearsal;
    this.#release += 1;
    this.#repository.edit(APP, (text) => text.replace(/DAYS = \d+/, `DAYS = ${this.#release}`));
    const known = rehearsal.report.executions.length;
    const planted = rehearsal.report.faults.length;
    const commit = rehearsal.push(`feat: keep objects for ${this.#release} days`, ...faults);
    const mails = (await this.#notifications()).length;
    const over = new AbortController();
    const delayed =
      faults.some((fault) => fault.endsWith(':delay')) && this.#passDelay(planted, over.signal);
    let asked = 0;
    const approving = (async () => {
      while (!over.signal.aborted) {
        // Rejects when the execution ends without a question.
        const question = await rehearsal.question(commit).catch(() => undefined);
        if (!question) return;
        asked += 1;
        // An approval that was answered before its mail was written needs no notification any more.
        await this.#mailsAfter(mails, 1);
        question.answer({ approved: true });
      }
    })();
    const execution = await rehearsal.ended(commit);
    over.abort();
    await Promise.all([approving, delayed]);
    return { execution, asked, all: rehearsal.report.executions.slice(known) };
  }

  /** Lets the delay of a fault pass as soon as it is met. */
  async #passDelay(planted: number, over: AbortSignal): Promise<void> {
    while (!over.aborted && this.#rehearsal.report.faults[planted]?.status !== 'met') {
      await delay(POLL_MS);
    }
    this.#rehearsal.pass(DELAY_MS / 60_000);
  }

  /** What is wrong with the cloud, once the last release is in production. */
  async #problems(executions: readonly Execution[], approvals: number): Promise<string[]> {
    const ended = executions.filter(({ status }) => status !== 'restarted').length;
    return [
      ...(await this.#unhealthyStacks()),
      ...(await this.#undelivered()),
      ...(await this.#wrongMails(ended + approvals)),
    ];
  }

  async #unhealthyStacks(): Promise<string[]> {
    const found: string[] = [];
    for (const account of [TOOLS, DEV, PROD]) {
      for await (const page of paginateListStacks({ client: this.#cloudFormation(account) }, {})) {
        for (const { StackName = '', StackStatus = '' } of page.StackSummaries ?? []) {
          if (HEALTHY.test(StackStatus) || StackStatus === 'DELETE_COMPLETE') continue;
          found.push(`${StackName} is in ${StackStatus}`);
        }
      }
    }
    return found;
  }

  async #undelivered(): Promise<string[]> {
    const found: string[] = [];
    for (const [account, name] of [
      [DEV, 'dev'],
      [PROD, 'prod'],
    ] as const) {
      const { TemplateBody = '' } = await this.#cloudFormation(account).send(
        new GetTemplateCommand({ StackName: `waypost-${name}-storage`, TemplateStage: 'Original' }),
      );
      const days = /"ExpirationInDays": ?(\d+)/.exec(TemplateBody)?.[1];
      if (days !== String(this.#release)) found.push(`${name} has release ${days ?? 'none'}`);
    }
    return found;
  }

  /** One mail of each execution's end, and one of each approval that waits. */
  async #wrongMails(expected: number): Promise<string[]> {
    const found = await this.#mailsAfter(this.#mails, expected);
    this.#mails += found;
    return found === expected ? [] : [`${found} mails for ${expected} notifications`];
  }

  /** Waits for so many mails after those before. @returns how many there are */
  async #mailsAfter(before: number, expected: number): Promise<number> {
    for (let waited = 0; ; waited += POLL_MS) {
      const found = (await this.#notifications()).length - before;
      if (found >= expected || waited >= MAIL_MS) return found;
      await delay(POLL_MS);
    }
  }

  async #notifications() {
    return (await this.#rehearsal.mails()).filter(({ topic }) => topic?.endsWith(TOPIC));
  }

  #cloudFormation(account: string): CloudFormationClient {
    return new CloudFormationClient(
      clientOf({ endpoint: this.#rehearsal.endpoint }, { account }, REGION),
    );
  }
}
