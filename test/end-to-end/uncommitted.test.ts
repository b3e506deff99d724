import { setTimeout as delay } from 'node:timers/promises';
import { APP, FixtureRepository } from './support/fixture-repository';
import { RehearseCli } from './support/rehearse-cli';

jest.setTimeout(240_000);

const repository = new FixtureRepository();
const running: RehearseCli[] = [];
repository.edit(APP, (text) => `${text}\n// Not committed.\n`);

function rehearse(...flags: string[]): RehearseCli {
  const cli = new RehearseCli(repository.folder, '--yes', ...flags);
  running.push(cli);
  return cli;
}

afterAll(async () => {
  await Promise.all(running.map((cli) => cli.remove()));
  repository.remove();
});

test('what is not committed is named, and the commit is rehearsed without it', async () => {
  const cli = rehearse('--once');

  expect(await cli.exited).toBe(0);
  expect(cli.output).toMatch(new RegExp(`not included, because not committed: ${APP}`));
  expect(cli.report.commit).toBe(repository.git('rev-parse', 'HEAD'));
  expect(cli.report.endpoints.inbox).not.toBeNull();
  // Nothing answers any more.
  expect(cli.output).not.toMatch(/^(inbox|contact page)/m);
});

test('a session with --working-tree stays on the working tree until there is a commit', async () => {
  const cli = rehearse('--working-tree');
  await cli.says('Waiting for new commits');
  await delay(3_000);

  expect(cli.report.totals.executions).toBe(1);
  expect(repository.git('show', `${cli.report.commit}:${APP}`)).toContain('// Not committed.');
  expect(cli.output).not.toContain('a new push');
});
