import { appendFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checkUpgrade } from '../../bin/commands/upgrade/action';
import { upgradePorts } from '../../bin/commands/upgrade/adapters';
import { nodeModules } from '../../rehearsal/paths';
import { APP, FixtureRepository } from './support/fixture-repository';

jest.setTimeout(20 * 60_000);

let repository: FixtureRepository;
beforeAll(() => {
  repository = new FixtureRepository();
  symlinkSync(nodeModules, join(repository.folder, 'node_modules'));
  // `.gitignore` names the folder, which a link is not.
  appendFileSync(join(repository.folder, '.git/info/exclude'), 'node_modules\n');
  for (const version of ['longer', 'replacing']) repository.git('branch', version);
  repository.git('switch', '--quiet', 'longer');
  repository.edit(APP, (text) => text.replace('EXPIRATION_DAYS = 1', 'EXPIRATION_DAYS = 7'));
  repository.commit('feat: keep objects for a week');
  repository.git('switch', '--quiet', 'replacing');
  repository.edit(APP, (text) => text.replace("Bucket(stack, 'Bucket'", "Bucket(stack, 'Store'"));
  repository.commit('feat: call it a store');
  repository.git('switch', '--quiet', 'main');
  repository.write('own.md', 'mine\n');
  repository.commit('docs: write down what is mine');
});
afterAll(() => {
  repository.remove();
});

async function upgrade(version: string) {
  let stdout = '';
  const notes: string[] = [];
  const ports = {
    ...upgradePorts(repository.folder),
    write: (text: string) => (stdout += text),
    note: (line: string) => notes.push(line),
  };
  const fault = await checkUpgrade(version, ports).catch((error: unknown) => error);
  return { stdout, fault, notes };
}

test('an upgrade that changes a setting shows it in each environment, and may be merged', async () => {
  const { stdout, fault, notes } = await upgrade('longer');
  expect(fault).toBeUndefined();
  expect(stdout).toMatch(/waypost-prod-storage +AWS::S3::Bucket \w+ +LifecycleConfiguration/);
  expect(notes.at(-1)).toContain('destroys and replaces nothing that holds state');
});

test('an upgrade that replaces a bucket is an error that names it in each environment', async () => {
  const { fault } = await upgrade('replacing');
  expect(fault).toMatchObject({ code: 'UPGRADE_DESTROYS' });
  const { message } = fault as Error;
  expect(message).toMatch(/waypost-dev-storage: Bucket\w+\n/);
  expect(message).toMatch(/waypost-prod-storage: Bucket\w+\n/);
});
