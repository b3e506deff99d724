import type { EnvironmentInput } from '../../lib/config/environment/environment';
import { parseConfig } from '../../lib/config/parse-config';
import { sample } from '../helpers/sample';
import { ALL_OPTIONS, OPTIONS } from '../helpers/options';
import { expectAllowedAndRecorded } from '../least-privilege/recorded-calls';
import { placeOf } from '../least-privilege/symbols';
import { send } from '../emulator/support/http';
import { QuickClone } from './support/quick-clone';
import { addressIn, RehearseCli } from './support/rehearse-cli';
import { terminationProtection } from './support/termination-protection';

jest.setTimeout(60 * 60_000);

/**
 * One environment an option, which has nothing else switched on, then one with all of them, which is
 * reviewed and approved.
 */
const cases: [string, Partial<EnvironmentInput>][] = [
  // A configuration has 14 environments at most. test/emulator/owners-page.test.ts deploys that page by itself.
  ...Object.entries(OPTIONS).filter(([option]) => option !== 'ownersPage'),
  ['everything', { ...ALL_OPTIONS, approval: true }],
];
const environments = cases.map(([, given], index): EnvironmentInput => {
  const name = `option${index}`;
  return {
    name,
    kind: 'development',
    account: String(200_000_000_000 + index),
    region: 'eu-west-1',
    domain: `${name}.example.com`,
    delegated: false,
    approval: false,
    ...given,
  };
});

const config = { ...sample, environments };
const repository = new QuickClone(config);
const cli = new RehearseCli(repository.folder, '--yes');

beforeAll(() => cli.says('Waiting for new commits'));
afterAll(async () => {
  await cli.remove();
  repository.remove();
});

test.each(cases.map(([option], index) => [option, `option${index}`]))(
  'an environment with %s is delivered, and its contact form works',
  (_, name) => {
    const stages = cli.report.executions.at(-1)?.stages ?? [];
    const actions = stages.find((stage) => stage.name === name)?.actions ?? [];

    expect({ statuses: actions.map(({ status }) => status), output: cli.output }).toMatchObject({
      statuses: actions.map(() => 'succeeded'),
    });
    expect(actions.map((action) => action.name)).toContain('SmokeTest');
  },
);

test('an environment has its stacks protected from deletion if its data is, and only then', async () => {
  const found = await terminationProtection(repository.folder);
  expect(found).toHaveLength(environments.length);
  for (const { wanted, stacks } of found) {
    expect(Object.values(stacks).length).toBeGreaterThan(4);
    expect(new Set(Object.values(stacks))).toEqual(new Set([wanted]));
  }
});

test('the policy for mail (MTA-STS) is served where other mail servers look for it', async () => {
  const page = addressIn(cli.report, 'contact page');
  const { status, text } = await send(`${page}/.well-known/mta-sts.txt`);
  expect(status).toBe(200);
  expect(text).toMatch(/^version: STSv1\r?\nmode: enforce\r?\n/);
});

test('every call of a role was allowed, by iam-simulate too, and is in the recorded calls', async () => {
  const parsed = parseConfig(config);
  await expectAllowedAndRecorded({
    by: 'options',
    ...cli.emulator,
    placeOf: (stackAndName) => placeOf(stackAndName, parsed),
  });
});
