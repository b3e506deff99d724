import { Command } from 'commander';
import { addCheckCommand } from '../../../../bin/commands/check/command';
import type { CheckPorts } from '../../../../bin/commands/check/ports';
import { main } from '../../../../bin/commands/terminal/main';
import { config, projectOf } from '../fakes';
import { CheckFailure } from '../../../../release/check-failure';

const CLEAN_REPORT = {
  auditReportVersion: 2,
  vulnerabilities: {},
  metadata: { dependencies: { total: 1 } },
};

/** Ports of a repository in which all is well, but for what is given. */
function ports(changes: Partial<CheckPorts> = {}): CheckPorts {
  return {
    today: '2026-11-25',
    exceptions: [],
    audit: () => Promise.resolve(CLEAN_REPORT),
    lockfile: () => ({ packages: { '': {}, 'node_modules/one': { license: 'MIT' } } }),
    sources: () => [],
    secretsIn: () => Promise.resolve([]),
    history: () =>
      Promise.resolve({
        commits: [{ hash: 'a'.repeat(40), message: 'feat: greet', paths: ['docs/a.md'] }],
        added: [],
        before: () => Promise.resolve(''),
        after: () => Promise.resolve(''),
      }),
    messageProblems: () => Promise.resolve([]),
    synthesisDifferences: () => Promise.resolve([]),
    difference: () => Promise.reject(new CheckFailure('NO_PULL_REQUEST', 'of no pull request')),
    print: () => undefined,
    ...changes,
  };
}

/** What a shell would see. */
async function check(line: string, changes: Partial<CheckPorts> = {}) {
  const output: string[] = [];
  const collect = (text: string) => output.push(text);
  const program = new Command('waypost').exitOverride();
  program.configureOutput({ writeOut: collect, writeErr: collect });
  addCheckCommand(program, projectOf(config), () => ports({ print: collect, ...changes }));
  const code = await main(program, ['check', ...line.split(' ')], collect);
  return { code: code ?? 0, output: output.join('\n') };
}

const refused = () =>
  Promise.reject(new CheckFailure('AUDIT_UNAVAILABLE', 'The packages were not audited'));

describe('waypost check', () => {
  test.each([
    ['audit', 'No package has an advisory'],
    ['licences', 'The licences of 1 packages are accepted.'],
    ['secrets', 'No secret in 0 files.'],
    ['synthesis', 'Two syntheses in two folders are the same.'],
    ['pull-request --base origin/main', 'The messages of 1 commits are Conventional Commits.'],
  ])('%s ends with 0 and says what is fine', async (line, message) => {
    const { code, output } = await check(line);
    expect(code).toBe(0);
    expect(output).toContain(message);
  });

  test.each<[string, Partial<CheckPorts>, string]>([
    ['audit', { audit: refused }, 'The packages were not audited'],
    ['licences', { lockfile: () => ({ packages: { 'node_modules/one': {} } }) }, 'no licence'],
    ['secrets', { secretsIn: () => Promise.resolve(['a.ts:1 KEY']) }, 'a.ts:1 KEY'],
    ['synthesis', { synthesisDifferences: () => Promise.resolve(['/a.json']) }, '/a.json'],
    ['difference', {}, 'of no pull request'],
  ])('%s ends with 1 and says what is wrong', async (line, changes, message) => {
    const { code, output } = await check(line, changes);
    expect(code).toBe(1);
    expect(output).toContain(message);
  });

  test('pull-request tells of everything that is wrong at once', async () => {
    const { code, output } = await check('pull-request --base origin/main', {
      audit: refused,
      lockfile: () => ({ packages: { 'node_modules/one': {} } }),
      secretsIn: () => Promise.resolve(['commit aaaaaaaaaa:1 KEY']),
      messageProblems: () => Promise.resolve(['aaaaaaaaaa "x": type may not be empty']),
      synthesisDifferences: () => Promise.resolve(['/a.json']),
      history: () =>
        Promise.resolve({
          commits: [{ hash: 'a'.repeat(40), message: 'feat: greet', paths: ['site/a'] }],
          added: [],
          before: () => Promise.resolve(''),
          after: () => Promise.resolve(''),
        }),
    });
    expect(code).toBe(1);
    for (const message of [
      'The packages were not audited',
      'no licence',
      'commit aaaaaaaaaa:1 KEY',
      'type may not be empty',
      '/a.json',
      'adds no line to CHANGELOG.md',
    ]) {
      expect(output).toContain(message);
    }
  });

  test('pull-request without a base is wrong usage', async () => {
    const { code, output } = await check('pull-request');
    expect(code).toBe(2);
    expect(output).toContain('--base');
  });
});
