import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleRequest } from '../../rehearsal/console/server/address';
import type { SentMail } from '../../rehearsal/emulator/inventory';
import { repositoryRoot } from '../../rehearsal/paths';
import { findSession } from '../../rehearsal/workspace/session-file';
import { readDecisions } from '../least-privilege/decisions';
import { expectAllowed } from '../least-privilege/recorded-calls';
import { send } from '../emulator/support/http';
import { eventually } from '../helpers/eventually';
import { story } from '../helpers/story';
import { addressIn, RehearseCli } from './support/rehearse-cli';
import { terminationProtection } from './support/termination-protection';

// Installs, checks and synthesizes as the pipeline does; nothing is left out.
jest.setTimeout(60 * 60_000);

const clone = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-clone-'));
let cli: RehearseCli;
const step = story();

beforeAll(async () => {
  execFileSync('git', ['clone', '--quiet', repositoryRoot, clone]);
  cli = new RehearseCli(clone, '--yes');
  await cli.says('Waiting for new commits');
});
afterAll(async () => {
  await cli.remove();
  rmSync(clone, { recursive: true, force: true });
});

/** As a browser without JavaScript sends it, which needs no proof of work. */
function submit(form: Record<string, string>) {
  return send(`${addressIn(cli.report, 'contact API')}/forms/contact`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
}

/** But for those of topics, such as the pipeline's notifications, which come when they come. */
async function mails(): Promise<SentMail[]> {
  const { console } = findSession(clone) ?? {};
  const answer = await fetch(consoleRequest(console ?? '', '/mails.json'));
  return ((await answer.json()) as SentMail[]).filter(
    ({ from }) => !from.endsWith('amazonaws.com'),
  );
}

test(
  'the last commit is delivered to dev and prod, each with its smoke test',
  step(() => {
    const { executions, restarts } = cli.succeeded;

    expect(restarts).toEqual([]);
    const stages = executions[0]?.stages ?? [];
    for (const name of ['dev', 'prod']) {
      const actions = stages.find((stage) => stage.name === name)?.actions ?? [];
      expect(actions.map(({ status }) => status)).not.toContain('not-run');
      const smokeTest = actions.find(({ name }) => name === 'SmokeTest');
      expect(smokeTest).toMatchObject({ provider: 'CodeBuild', status: 'succeeded' });
    }
  }),
);

test(
  'the accounts are prepared side by side, and the pipeline when all are',
  step(() => {
    const steps = cli.report.preparations.map(({ name, startedAt, durationMs }) => {
      const start = Date.parse(startedAt);
      return { name, start, end: start + durationMs };
    });
    const bootstraps = steps.filter(({ name }) => name.startsWith('waypost bootstrap'));
    const deployment = steps.find(({ name }) => name === 'waypost deploy');

    expect(bootstraps.map(({ name }) => name.split(' ').at(-1))).toEqual(['tools', 'dev', 'prod']);
    const firstEnd = Math.min(...bootstraps.map(({ end }) => end));
    expect(bootstraps.filter(({ start }) => start > firstEnd)).toEqual([]);
    expect(bootstraps.filter(({ end }) => end > (deployment?.start ?? 0))).toEqual([]);
  }),
);

test(
  'every stack of an environment is protected from deletion if its data is, and only then',
  step(async () => {
    const environments = await terminationProtection(clone);
    expect(new Set(environments.map(({ wanted }) => wanted))).toEqual(new Set([true, false]));
    for (const { wanted, stacks } of environments) {
      expect(Object.values(stacks).length).toBeGreaterThan(4);
      expect(stacks).toEqual(Object.fromEntries(Object.keys(stacks).map((name) => [name, wanted])));
    }
  }),
);

/** Submits a message that is accepted. @returns its mail, once it is in the inbox */
async function delivered(message: string): Promise<SentMail> {
  const form = { name: 'Ada', email: 'ada@example.org', message };
  expect((await submit(form)).status).toBe(303);
  return eventually(async () => (await mails()).find(({ text }) => text.includes(message)));
}

test(
  'a message that is sent through the public API arrives in the inbox of the console',
  step(async () => {
    const message = `Hello from the end-to-end test, ${crypto.randomUUID()}`;
    const mail = await delivered(message);

    expect(mail).toMatchObject({ replyTo: ['ada@example.org'] });
    expect(mail.html).toContain(message);
  }),
);

test(
  'control: a message that the API refuses is not there when a later one has arrived',
  step(async () => {
    const refused = `Refused, ${crypto.randomUUID()}`;
    const answer = await submit({ name: 'Ada', email: 'nobody', message: refused });
    await delivered(`Sent after it, ${crypto.randomUUID()}`);

    expect(answer.status).toBe(400);
    expect((await mails()).filter(({ text }) => text.includes(refused))).toEqual([]);
  }),
);

test(
  'the contact page is served at its address',
  step(async () => {
    const page = await send(addressIn(cli.report, 'contact page'));

    expect(page.status).toBe(200);
    expect(page.text).toContain('<form');
  }),
);

test(
  'every call of a role was allowed, by iam-simulate too',
  step(async () => {
    await expectAllowed(await readDecisions(cli.emulator.decisionsFile));
  }),
);

test(
  'Ctrl-C ends it with 0 and leaves no process',
  step(async () => {
    cli.interrupt();

    await cli.endsWell();
    expect(cli.started()).toEqual([]);
    expect(cli.leftovers()).toEqual([]);
  }),
);
