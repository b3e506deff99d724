import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExampleRepository } from './support/example-repository';
import { RehearseCli } from './support/rehearse-cli';
import { ScratchRepository } from './support/scratch-repository';

jest.setTimeout(20 * 60_000);

/** Type V1, two sources, a secret, assets in two regions: examples/two-sources. */
const repository = new ExampleRepository('two-sources');
const library = new ScratchRepository();
afterAll(() => {
  repository.remove();
  library.remove();
});

test('an app with two sources is rehearsed, each for a folder of its own', async () => {
  writeFileSync(join(library.folder, 'words.txt'), 'hello\n');
  library.git('init', '--quiet', '--initial-branch=main');
  library.commit('feat: begin');
  const { folder } = repository;
  const source = `library=${library.folder}`;
  const options = ['--source', source, '--yes', '--once', '--no-console'];
  const cli = new RehearseCli(folder, '--app', '.', ...options);
  const code = await cli.exited;
  const { output, report } = cli;
  await cli.remove();

  expect([code, output]).toEqual([0, expect.any(String)]);
  const [execution, ...restarts] = report.executions;
  expect(restarts).toEqual([]);
  const actions = execution?.stages.map(({ name, actions }) => [
    name,
    ...actions.map((action) => `${action.name} ${action.status}`),
  ]);
  expect(actions?.slice(0, 3)).toEqual([
    ['Source', 'example_two-sources succeeded', 'library succeeded'],
    ['Build', 'Synth succeeded'],
    ['UpdatePipeline', 'SelfMutate succeeded'],
  ]);
  expect(actions?.at(-1)).toEqual([
    'dev',
    ...['eu-west-1.Prepare', 'us-east-1.Prepare', 'eu-west-1.Deploy', 'us-east-1.Deploy'].map(
      (name) => `${name} succeeded`,
    ),
  ]);
  expect(report.permissions.denied).toEqual([]);
});
