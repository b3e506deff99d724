import { diff, type DiffOptions, type DiffReport } from '../../../../bin/commands/diff/action';
import type { DiffPorts } from '../../../../bin/commands/diff/ports';
import { PLAIN } from '../../../../release/review/page/terminal';
import { exampleConfig } from '../../../helpers/example-config';
import {
  assemblyOf,
  deployedStack,
  nextStack,
  nothingBeside,
  NOW,
  prod,
  STORAGE,
  table,
} from '../../../release/review/diff/samples';

const config = exampleConfig();
const DEV = '222222222222';

/** Prod has a table, which is to get another name; the credentials are of `holder`. */
function world(holder = prod.account, next = 'new') {
  const written: string[] = [];
  const account = (of: string) => ({
    ...nothingBeside,
    accountId: () => Promise.resolve(of),
    read: () => Promise.resolve(deployedStack({ Resources: { Table: table('old') } })),
  });
  const ports: DiffPorts = {
    assemble: () =>
      Promise.resolve(assemblyOf([nextStack(STORAGE, { Resources: { Table: table(next) } })])),
    open: (place, rehearsal) => account(rehearsal ? place.account : holder),
    write: (text) => {
      written.push(text);
    },
    colours: PLAIN,
    now: NOW,
  };
  const run = (options: Partial<DiffOptions> = {}) =>
    diff(config, { json: false, rehearsal: false, fail: false, ...options }, ports);
  return { run, written };
}

describe('waypost diff', () => {
  test('shows what would change, and ends well all the same', async () => {
    const { run, written } = world();
    await run({ name: 'prod' });
    expect(written.join('')).toContain('prod: what this release changes');
    expect(written.join('')).toMatch(/waypost-prod-storage +replaced +AWS::DynamoDB::GlobalTable/);
  });

  test('compares every environment of the account, and names those that it leaves out', async () => {
    const { run, written } = world();
    await run({ json: true });
    const report = JSON.parse(written.join('')) as DiffReport;
    expect(report.environments.map(({ environment }) => environment)).toEqual(['prod']);
    expect(report.skipped).toEqual([{ name: 'dev', account: DEV }]);
  });

  test('refuses credentials of another account, and names that there are not', async () => {
    await expect(world(DEV).run({ name: 'prod' })).rejects.toMatchObject({
      code: 'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
    });
    await expect(world('999999999999').run()).rejects.toMatchObject({
      code: 'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
    });
    await expect(world().run({ name: 'stage' })).rejects.toMatchObject({
      code: 'UNKNOWN_ENVIRONMENT',
    });
  });

  test('fails on a difference when it is asked to, and only then', async () => {
    const { run, written } = world();
    await expect(run({ name: 'prod', fail: true })).rejects.toMatchObject({
      code: 'DIFFERENCE_FOUND',
    });
    expect(written).toHaveLength(1);
    await expect(world(prod.account, 'old').run({ name: 'prod', fail: true })).resolves.toBe(
      undefined,
    );
  });
});
