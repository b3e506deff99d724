import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApprovalDesk } from '../../../rehearsal/terminal/approvals';
import { addressOf, consoleRequest } from '../../../rehearsal/console/server/address';
import { Feed } from '../../../rehearsal/console/events/feed';
import { ConsoleServer } from '../../../rehearsal/console/server/server';
import type { CallerView, CallView, GrantView } from '../../../rehearsal/console/cloud/views';
import type { ConsoleSources } from '../../../rehearsal/console/cloud/sources';
import type { SentMail } from '../../../rehearsal/emulator/inventory';
import type { RehearsalEvent, StageOutline } from '../../../rehearsal/events';

/** What nobody may see become markup or a program. */
export const HOSTILE = '<img src=x onerror="document.title=`owned`"><script>alert(1)</script>';

const START = Date.UTC(2026, 10, 23, 12, 0, 0);
export const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

export const mail = (overrides: Partial<SentMail> = {}): SentMail => ({
  messageId: 'mail/1',
  sentAt: at(30),
  account: '222222222222',
  region: 'eu-west-1',
  from: 'contact@example.com',
  to: ['owner@example.com'],
  cc: [],
  bcc: [],
  replyTo: [`"${HOSTILE}" <eve@example.com>`],
  subject: `Hello ${HOSTILE}`,
  text: `plain ${HOSTILE}\nhttps://d111.cloudfront.net/thank-you.html`,
  html: `<p style="color: green">rich</p>${HOSTILE}<a href="https://d111.cloudfront.net/">page</a>`,
  template: 'waypost-dev-message',
  ...overrides,
});

/** The app has everything that the console can show. */
export const APP_OPENED: RehearsalEvent = {
  type: 'app-opened',
  at: at(0),
  views: ['submissions', 'pages'],
};

const place = {
  account: '111111111111',
  region: 'eu-west-1',
  role: 'arn:aws:iam::111111111111:role/waypost-build',
  runOrder: 1,
};

export const STAGES: readonly StageOutline[] = [
  { name: 'Source', actions: [{ ...place, name: 'Source', provider: 'CodeStarSourceConnection' }] },
  { name: 'Build', actions: [{ ...place, name: 'Synth', provider: 'CodeBuild' }] },
  {
    name: 'dev',
    actions: [
      { ...place, account: '222222222222', name: 'Deploy', provider: 'CloudFormation' },
      { ...place, name: 'SmokeTest', provider: 'CodeBuild', runOrder: 2 },
    ],
  },
  {
    name: 'prod',
    actions: [
      { ...place, name: 'Approve', provider: 'Manual' },
      { ...place, account: '333333333333', name: 'Deploy', provider: 'CloudFormation' },
    ],
  },
];

export const REVIEW_PATH =
  '/s3/object/artifacts?region=eu-west-1&prefix=releases%2Fprod%2Fone%2Fdiff.html';

const called: CallView = {
  caller: 'waypost-smoke-test',
  account: '111111111111',
  action: 's3:GetObject',
  resources: [`arn:aws:s3:::artifacts/${HOSTILE}`],
  otherResources: 12,
  count: 14,
  allowed: true,
  by: [`policy “${HOSTILE}” of role/waypost-smoke-test, statement 2 (${HOSTILE})`],
};

/** The smoke test of an execution, to which something was denied. */
function actionCaller(executionId: string): CallerView {
  const ref = { executionId, stage: 'dev', action: 'SmokeTest' };
  const denial = {
    allowed: false,
    by: [],
    count: 2,
    advice: `Grant it to ${'Long'.repeat(30)}. Closest: ${HOSTILE}`,
  };
  const calls = [{ ...called, action: 'kms:Decrypt', ...denial }, called];
  return {
    kind: 'action',
    ref,
    name: 'dev · SmokeTest',
    account: '111111111111',
    allowed: 14,
    denied: 2,
    calls,
  };
}

const functionCallers: readonly CallerView[] = ['waypost-dev-submit', HOSTILE].map((name) => ({
  kind: 'function',
  name,
  account: '222222222222',
  allowed: 14,
  denied: 0,
  calls: [called],
}));

const grant: GrantView = {
  rating: 'broader',
  what: 'Allow sqs:SendMessage',
  resource: '${Queue.Arn}',
  principal: 'AWS:${Role}',
  condition: '',
  saidBy: 'AWS::IAM::Policy Policy',
  stack: 'waypost-prod-contact',
  use: { kind: 'used', words: 'used 14 times in dev' },
};
const SUMMARY = '2 new grants: 1 never exercised, 1 used';
const grants: readonly GrantView[] = [
  grant,
  { ...grant, what: `Allow ${HOSTILE}`, use: { kind: 'never', words: 'never exercised in dev' } },
];

/** A console with a rehearsal that the test tells, and a cloud that is always the same. */
export class World {
  readonly feed = new Feed();
  readonly desk = new ApprovalDesk();
  readonly mails: SentMail[] = [mail()];
  readonly folder = mkdtempSync(join(tmpdir(), 'waypost-console-'));
  readonly sources: ConsoleSources = {
    mails: () => Promise.resolve(this.mails),
    object: ({ bucket, key }) =>
      Promise.resolve(
        key.endsWith('diff.html')
          ? {
              body: Buffer.from(
                `<!doctype html><title>d</title><h1>Diff of ${bucket}</h1>${HOSTILE}`,
              ),
              contentType: 'text/html',
            }
          : undefined,
      ),
    environments: () =>
      Promise.resolve([
        {
          name: 'dev',
          account: '222222222222',
          stacks: [
            {
              name: 'waypost-dev-storage',
              region: 'eu-west-1',
              events: [
                {
                  at: at(20),
                  resource: 'Bucket',
                  type: 'AWS::S3::Bucket',
                  status: 'CREATE_COMPLETE',
                  reason: HOSTILE,
                },
              ],
            },
          ],
          alarms: [
            {
              name: 'waypost-dev-bounces',
              region: 'eu-west-1',
              state: 'OK',
              reason: 'no data',
              description: 'Runbook',
            },
          ],
          dashboards: [
            {
              name: 'waypost-dev',
              region: 'eu-west-1',
              metrics: [{ widget: 'Queue', name: 'AWS/SQS Age', value: 3 }],
            },
          ],
        },
      ]),
    submissions: () =>
      Promise.resolve([
        {
          environment: 'dev',
          id: 'submission-1',
          receivedAt: at(25),
          form: 'contact',
          status: 'spam',
          notes: 'links',
          values: { name: HOSTILE, message: `Buy ${HOSTILE}` },
        },
      ]),
    pages: () =>
      Promise.resolve([
        { name: 'contact', environment: 'dev', address: `${this.address.origin}${REVIEW_PATH}` },
      ]),
    permissions: () =>
      Promise.resolve({
        callers: [actionCaller('one'), ...functionCallers],
        releases: [{ executionId: 'one', environment: 'prod', summary: SUMMARY, grants }],
      }),
    checkLink: (url) =>
      Promise.resolve(
        url.includes('d111')
          ? { url, status: 'answers' as const, detail: 'HTTP 200' }
          : { url, status: 'outside' as const },
      ),
  };

  private constructor(private server: ConsoleServer | undefined) {}

  static async make(): Promise<World> {
    const world = new World(undefined);
    const { feed, desk, sources } = world;
    world.server = await ConsoleServer.start({ feed, desk, sources: () => sources });
    return world;
  }

  get address() {
    if (!this.server) throw new Error('The console is not started');
    return this.server.address;
  }

  /** As the rehearsal prints it. */
  get href(): string {
    return addressOf(this.address);
  }

  /** As a program asks that has the token. */
  ask(path: string): Promise<Response> {
    return fetch(consoleRequest(this.href, path));
  }

  log(name: string, text: string): string {
    const path = join(this.folder, `${name}.log`);
    writeFileSync(path, text);
    return path;
  }

  append(name: string, text: string): void {
    appendFileSync(join(this.folder, `${name}.log`), text);
  }

  tell(...events: readonly RehearsalEvent[]): void {
    for (const event of events) this.feed.add(event);
  }

  /** Up to the first execution, with an action that runs. */
  begin(executionId = 'one', commit = 'c0ffee000011112222'): void {
    this.tell(
      { type: 'rehearsal-started', at: at(0), repository: '/repo', commit },
      APP_OPENED,
      { type: 'noticed', at: at(0), message: `not included: ${HOSTILE}` },
      {
        type: 'preparation-started',
        at: at(1),
        name: 'emulator',
        logPath: this.log('emulator', 'up\n'),
      },
      { type: 'preparation-ended', at: at(3), name: 'emulator', status: 'succeeded' },
      this.execution(executionId, commit, 4),
    );
    this.run(executionId, 'Source', 'Source', 4, 5);
  }

  execution(
    executionId: string,
    commit: string,
    seconds: number,
    trigger: 'start' | 'push' | 'restart' = 'start',
  ): RehearsalEvent {
    return {
      type: 'execution-started',
      at: at(seconds),
      executionId,
      commit,
      trigger,
      stages: STAGES,
    };
  }

  start(executionId: string, stage: string, action: string, seconds: number, logPath?: string) {
    this.tell({
      type: 'action-started',
      at: at(seconds),
      executionId,
      stage,
      action,
      ...(logPath !== undefined && { logPath }),
    });
  }

  /** An action from its start to its end. */
  run(executionId: string, stage: string, action: string, from: number, to: number): void {
    this.start(executionId, stage, action, from, this.log(action, `${action} says ${HOSTILE}\n`));
    this.tell({
      type: 'action-ended',
      at: at(to),
      executionId,
      stage,
      action,
      status: 'succeeded',
    });
  }

  /** Asks for approval of prod, as the runner does it. @returns the answer */
  async askApproval(
    executionId: string,
    commit: string,
    seconds: number,
    reviewUrl = addressOf(this.address, REVIEW_PATH),
  ) {
    const ref = { executionId, stage: 'prod', action: 'Approve' };
    const request = {
      ...ref,
      commit,
      comment: `prod: 2 stacks change. ${HOSTILE}`,
      reviewUrl,
    };
    this.start(executionId, 'prod', 'Approve', seconds);
    this.tell({ type: 'approval-asked', at: at(seconds), ...ref, request });
    const answer = await this.desk.ask(request, new AbortController().signal);
    const { approved, comment } = answer;
    this.tell(
      {
        type: 'approval-answered',
        at: at(seconds + 5),
        ...ref,
        approved,
        by: answer.by ?? 'option',
        ...(comment !== undefined && { comment }),
      },
      {
        type: 'action-ended',
        at: at(seconds + 5),
        ...ref,
        status: approved ? 'succeeded' : 'rejected',
        ...(!answer.approved && { error: answer.reason }),
      },
    );
    return answer;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
