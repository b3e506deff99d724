import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { consoleRequest } from '../../rehearsal/console/server/address';
import { findSession } from '../../rehearsal/workspace/session-file';
import { axeViolations } from '../browser/support/axe';
import { launchBrowser } from '../browser/support/browser';
import { prod, sample } from '../helpers/sample';
import { story } from '../helpers/story';
import { APP, BUILD_SPEC, FixtureRepository } from './support/fixture-repository';
import { RehearseCli } from './support/rehearse-cli';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);

/** One rehearsal that a person drives in the browser alone. */
const repository = new FixtureRepository({
  ...sample,
  environments: [{ ...prod, approval: true }],
});
const step = story();
let cli: RehearseCli;
let browser: Browser;
let page: Page;
let address = '';

beforeAll(async () => {
  browser = await launchBrowser();
  cli = new RehearseCli(repository.folder, '--save', 'run.html');
  await cli.says('Rehearsing');
  address = /^console +(\S+)$/m.exec(cli.output)?.[1] ?? '';
  const context = await browser.newContext();
  context.setDefaultTimeout(10 * 60_000);
  page = await context.newPage();
  await page.goto(address);
});
afterAll(async () => {
  await cli.remove();
  await browser.close();
  repository.remove();
});

const short = (commit: string) => commit.slice(0, 10);
const statusOf = (commit: string, status: string) =>
  page.waitForSelector(
    `section:has(#executions) tr:has-text("${short(commit)}"):has(.status.${status})`,
  );

/** Waits for the question for a commit. */
async function question(commit: string) {
  const panel = page.locator('.question', { hasText: short(commit) });
  await panel.waitFor();
  return panel;
}

async function answer(commit: string, button: 'Approve' | 'Reject', comment = '') {
  const panel = await question(commit);
  await panel.locator('textarea').fill(comment);
  await panel.locator(`button:has-text("${button}")`).click();
}

function pushDays(days: number): string {
  repository.edit(APP, (text) => text.replace(/DAYS = \d+/, `DAYS = ${days}`));
  return repository.commit(`feat: keep objects for ${days} days`);
}

const first = step(async () => {
  const commit = repository.git('rev-parse', 'HEAD');
  const frame = (await question(commit)).frameLocator('iframe');
  const difference = await frame.locator('h1').innerText();
  await answer(commit, 'Approve', 'the first one');
  await statusOf(commit, 'succeeded');
  return { difference };
});
const rejected = step(async () => {
  const commit = pushDays(20);
  await answer(commit, 'Reject', 'not on a Friday');
  await statusOf(commit, 'rejected');
  return { commit, failure: await page.locator('main > section').first().innerText() };
});
const overtaken = step(async () => {
  const waiting = pushDays(21);
  await question(waiting);
  const superseded = pushDays(22);
  // Only now: of two commits that are there together, the older one gets no execution.
  await page.waitForSelector(`.stage p:has-text("waits for ${short(waiting)}")`);
  const last = pushDays(23);
  await statusOf(superseded, 'superseded');
  await answer(waiting, 'Approve');
  await answer(last, 'Approve');
  await statusOf(last, 'succeeded');
  const row = `section:has(#executions) tr:has-text("${short(superseded)}"):has(.superseded)`;
  return { last, row: await page.locator(row).innerText() };
});
const broken = step(async () => {
  repository.edit(BUILD_SPEC, (text) =>
    text.replace('- npm run synth', "- sh -c 'echo the reason; exit 9'\n      - npm run synth"),
  );
  const commit = repository.commit('build: break it');
  await statusOf(commit, 'failed');
  const panel = page.locator('main > section.bad').first();
  await panel.getByText('What to do').waitFor();
  return { failure: await panel.innerText(), violations: await axeViolations(page) };
});
const mended = step(async () => {
  repository.revert();
  const commit = repository.git('rev-parse', 'HEAD');
  await answer(commit, 'Approve');
  await statusOf(commit, 'succeeded');
  return { failures: await page.locator('main > section.bad').count() };
});
const restarted = step(async () => {
  repository.edit('waypost.config.ts', (text) =>
    text.replace('"approval":true', '"approval":{"timeoutMinutes":60}'),
  );
  const commit = repository.commit('feat: change the pipeline');
  await statusOf(commit, 'restarted');
  await answer(commit, 'Approve');
  await statusOf(commit, 'succeeded');
  const row = `section:has(#executions) tr:has-text("${short(commit)}"):has(.restarted)`;
  return { row: await page.locator(row).innerText() };
});
const end = step(async () => {
  // An execution has ended before its delivery has, which reads what is deployed.
  await cli.says(/Waiting for new commits.*\n$/);
  const session = findSession(repository.folder);
  const mails = await fetch(consoleRequest(session?.console ?? '', '/mails.json'));
  cli.interrupt();
  await cli.endsWell();
  await page.waitForSelector('text=The rehearsal has ended.');
  return { mails: mails.status };
});

test('prints its address before anything is started', () => {
  expect(cli.output).toMatch(/^console +http:\/\/127\.0\.0\.1:\d+\/\?token=\S+\nRehearsing/);
});

test('a release is approved beside its difference, and the terminal is told by whom', async () => {
  expect((await first()).difference).toContain('prod: what this release changes');
  expect(cli.output).toMatch(/\[y\/N\]\s+approved in the console: the first one/);
});

test('a release is rejected with a comment, which is the reason in terminal and page', async () => {
  const { failure } = await rejected();
  expect(failure).toMatch(/prod was rejected: not on a Friday/);
  expect(cli.output).toContain('prod was rejected: not on a Friday');
});

test('a release that is superseded says by which', async () => {
  const { last, row } = await overtaken();
  expect(row).toContain(`the newer ${short(last)} continues instead`);
});

test('a failure comes first with its last lines and what to do, and goes with its fix', async () => {
  const { failure, violations } = await broken();
  expect(failure).toMatch(/Build · Synth[^]*the reason[^]*What to do:[^]*commit/);
  expect(violations).toEqual([]);
  expect((await mended()).failures).toBe(0);
});

test('a restart says what has changed in the pipeline', async () => {
  expect((await restarted()).row).toMatch(/changed itself:\s*\S/);
});

test('other programs find it by the session file, until it has ended in order', async () => {
  expect(await end()).toEqual({ mails: 200 });
  expect(existsSync(join(repository.folder, '.waypost', 'session.json'))).toBe(false);
});

test('the run is kept as a page that opens by itself, without the token', async () => {
  await end();
  const path = join(repository.folder, 'run.html');
  expect(readFileSync(path, 'utf8')).not.toContain(new URL(address).searchParams.get('token'));
  await page.goto(pathToFileURL(path).href);
  await page.waitForSelector('header:has-text("kept run")');

  expect(await page.locator('section:has(#executions) tbody tr').count()).toBe(
    cli.report.executions.length,
  );
});
