import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SentMail } from '../../rehearsal/emulator/types';
import { repositoryRoot } from '../../rehearsal/paths';
import { readDecisions } from '../least-privilege/decisions';
import { expectAllowed } from '../least-privilege/recorded-calls';
import { send } from '../emulator/support/http';
import { RehearseCli } from './support/rehearse-cli';
import { terminationProtection } from './support/termination-protection';

// Installs, checks and synthesizes as the pipeline does; nothing is left out.
jest.setTimeout(600_000);

const clone = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-clone-'));
let cli: RehearseCli;

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
  return send(`${cli.report.endpoints.contactApi ?? ''}/forms/contact`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
}

/** But for those of topics, such as the pipeline's news, which come when they come. */
async function mails(): Promise<SentMail[]> {
  const { text } = await send(`${cli.report.endpoints.inbox ?? ''}mails.json`);
  return (JSON.parse(text) as SentMail[]).filter(({ from }) => !from.endsWith('amazonaws.com'));
}

test('the last commit is delivered to dev and prod, each with its smoke test', () => {
  const { outcome, executions, restarts } = cli.report;

  expect({ outcome, restarts, output: cli.output }).toMatchObject({
    outcome: 'succeeded',
    restarts: [],
  });
  const stages = executions[0]?.stages ?? [];
  for (const name of ['dev', 'prod']) {
    const actions = stages.find((stage) => stage.name === name)?.actions ?? [];
    expect(actions.map(({ status }) => status)).not.toContain('not-run');
    const smokeTest = actions.find(({ name }) => name === 'SmokeTest');
    expect(smokeTest).toMatchObject({ provider: 'CodeBuild', status: 'succeeded' });
  }
});

test('the accounts are prepared side by side, and the pipeline when all are', () => {
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
});

test('every stack of an environment is protected from deletion if its data is, and only then', async () => {
  const environments = await terminationProtection(clone);
  expect(new Set(environments.map(({ wanted }) => wanted))).toEqual(new Set([true, false]));
  for (const { wanted, stacks } of environments) {
    expect(Object.values(stacks).length).toBeGreaterThan(4);
    expect(stacks).toEqual(Object.fromEntries(Object.keys(stacks).map((name) => [name, wanted])));
  }
});

test('a message that is sent through the public API arrives in the inbox', async () => {
  const message = `Hello from the end-to-end test, ${crypto.randomUUID()}`;
  const form = { name: 'Ada', email: 'ada@example.org', message };
  const answer = await submit(form);
  expect(answer.status).toBe(303);

  let found: SentMail | undefined;
  for (let tries = 0; tries < 100 && !found; tries += 1) {
    await delay(100);
    found = (await mails()).find((mail) => mail.text.includes(message));
  }
  expect(found).toMatchObject({ replyTo: ['ada@example.org'] });
  expect(found?.html).toContain(message);
});

test('control: a message that the API refuses does not arrive', async () => {
  const before = (await mails()).length;
  const answer = await submit({ name: 'Ada', email: 'nobody', message: 'x' });

  expect(answer.status).toBe(400);
  await delay(1_000);
  expect(await mails()).toHaveLength(before);
});

test('the contact page is served at its address', async () => {
  const page = await send(cli.report.endpoints.contactPage ?? '');

  expect(page.status).toBe(200);
  expect(page.text).toContain('<form');
});

test('every call of a role was allowed, by iam-simulate too', async () => {
  await expectAllowed(await readDecisions(cli.emulator.decisionsFile));
});

test('Ctrl-C ends it with 0 and leaves no process', async () => {
  cli.interrupt();

  expect(await cli.exited).toBe(0);
  expect(cli.started()).toEqual([]);
  expect(cli.leftovers()).toEqual([]);
});
