import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeBinary, nodeModules } from '../../rehearsal/paths';
import { story } from '../helpers/story';
import { oneAccountInput } from '../helpers/one-account';
import { expectAllowed } from '../least-privilege/recorded-calls';
import { readDecisions } from '../least-privilege/decisions';
import { QuickClone } from './support/quick-clone';
import { RehearseCli } from './support/rehearse-cli';
import { terminationProtection } from './support/termination-protection';

jest.setTimeout(60 * 60_000);

const step = story();
// Neither is delegated, as on the first day: both send from one identity.
const config = oneAccountInput({}, { kind: 'development' });
const repository = new QuickClone(config);
// The commands below are the clone's own, and so is what they take for the repository.
symlinkSync(nodeModules, join(repository.folder, 'node_modules'));
const cli = new RehearseCli(repository.folder, '--yes');

beforeAll(() => cli.says('Waiting for new commits'));
afterAll(async () => {
  await cli.remove();
  repository.remove();
});

/** Exit code and output of a command on the rehearsal. */
function waypost(...args: readonly string[]): { readonly code: number; readonly output: string } {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const command = ['--import', tsx, join(repository.folder, 'bin', 'waypost.ts'), ...args];
  try {
    const output = execFileSync(nodeBinary, [...command, '--rehearsal'], {
      cwd: repository.folder,
      encoding: 'utf8',
    });
    return { code: 0, output };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, output: `${stdout}${stderr}` };
  }
}

/** Names of the environments whose stacks are there. */
async function standing(): Promise<string[]> {
  const found = await terminationProtection(repository.folder);
  return found
    .filter(({ stacks }) => Object.keys(stacks).length > 0)
    .map(({ environment }) => environment);
}

test(
  'one bootstrap prepares the account for the pipeline, dev and prod',
  step(() => {
    const bootstraps = cli.succeeded.preparations.filter(({ name }) => name.includes('bootstrap'));
    expect(bootstraps.map(({ name }) => name)).toEqual(['waypost bootstrap tools']);
  }),
);

test(
  'dev and prod are delivered side by side, and the contact form of each works',
  step(() => {
    const stages = cli.succeeded.executions.at(-1)?.stages ?? [];
    for (const name of ['dev', 'prod']) {
      const actions = stages.find((stage) => stage.name === name)?.actions ?? [];
      expect(actions.map((action) => action.name)).toContain('SmokeTest');
      expect(new Set(actions.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    }
  }),
);

test(
  'every call of a role was allowed, by iam-simulate too',
  step(async () => {
    await expectAllowed(await readDecisions(cli.emulator.decisionsFile));
  }),
);

test(
  'the pipeline is not deleted while an environment of the account is there',
  step(async () => {
    const { code, output } = waypost('destroy', 'tools', '--yes', 'tools');
    expect(code).not.toBe(0);
    expect(output).toContain('dev still exists');
    expect(await standing()).toEqual(['dev', 'prod']);
  }),
);

test(
  'dev is deleted, and prod, the pipeline and the bootstrap stay',
  step(async () => {
    const { code, output } = waypost('destroy', 'dev', '--yes', 'dev');
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await standing()).toEqual(['prod']);
    expect(output).toContain('waypost-bootstrap-dev in eu-west-1');
  }),
);

test(
  'the doctor finds the account bootstrapped for each of them',
  step(() => {
    const { output } = waypost('doctor', 'prod');
    expect(output).toMatch(/bootstrapped in /);
    expect(output).not.toContain('not bootstrapped');
  }),
);
