import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { story } from '../helpers/story';
import { ExampleRepository } from './support/example-repository';
import { RehearseCli } from './support/rehearse-cli';
import { waypost } from './support/waypost-cli';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(20 * 60_000);

/** Makes the synthesis an action of a provider that CodePipeline has, and a rehearsal does not. */
const JENKINS = `
  pipeline.buildPipeline();
  (pipeline.pipeline.node.defaultChild as any).addPropertyOverride('Stages.1.Actions.0.ActionTypeId.Provider', 'Jenkins');
`;
const step = story();
const repository = new ExampleRepository('greeting');
afterAll(() => {
  repository.remove();
});

async function rehearse(...more: readonly string[]) {
  const flags = ['--app', '.', '--yes', '--once', '--no-console', ...more];
  const cli = new RehearseCli(repository.folder, ...flags);
  try {
    return { code: await cli.exited, output: cli.output, report: cli.report };
  } finally {
    await cli.remove();
  }
}

describe('an app that is not Waypost', () => {
  test(
    'is rehearsed from its assembly: bootstrap, pipeline, change sets, approval',
    step(async () => {
      const { code, output, report } = await rehearse('--keep');

      expect([code, output]).toEqual([0, expect.any(String)]);
      expect(report.preparations.map(({ name, status }) => [name, status]).sort()).toEqual(
        [
          'cdk bootstrap aws://444444444444/eu-west-1',
          'cdk bootstrap aws://555555555555/eu-west-1',
          'cdk bootstrap aws://666666666666/eu-west-1',
          'cdk deploy GreetingPipeline',
          'cdk synth',
          'emulator',
        ].map((name) => [name, 'succeeded']),
      );
      const [execution, ...restarts] = report.executions;
      expect(restarts).toEqual([]);
      const actions = execution?.stages.map(({ name, actions }) => [
        name,
        ...actions.map((action) => `${action.name} ${action.status}`),
      ]);
      expect(actions).toEqual([
        ['Source', 'example_greeting succeeded'],
        ['Build', 'Synth succeeded'],
        ['UpdatePipeline', 'SelfMutate succeeded'],
        ['Assets', 'Greet_Code succeeded'],
        ['dev', 'Greeting.Prepare succeeded', 'Greeting.Deploy succeeded', 'Test succeeded'],
        ['prod', 'Approve succeeded', 'Greeting.Prepare succeeded', 'Greeting.Deploy succeeded'],
      ]);
      expect(report.permissions.denied).toEqual([]);
      expect(report.endpoints).toEqual(
        ['dev', 'prod'].map((environment) => ({
          name: 'Url',
          environment,
          address: expect.stringMatching(
            /^http:\/\/\w+\.lambda-url\.eu-west-1\.localhost:\d+\/$/,
          ) as string,
        })),
      );
    }),
  );

  test(
    'has no uncommitted files by its rehearsal',
    step(() => {
      expect(repository.git('status', '--porcelain')).toBe('');
      return Promise.resolve();
    }),
  );

  test(
    'is gone on with by --keep, until `waypost clean --app`',
    step(async () => {
      const { code, output, report } = await rehearse('--keep');

      expect([code, output]).toEqual([0, expect.any(String)]);
      expect(report.preparations.map(({ name }) => name).sort()).toEqual(['cdk synth', 'emulator']);
      expect(output).toContain('stacks: 2 unchanged');
      expect(output).toContain(`\`npx waypost clean --app ${repository.folder}\` removes it`);
      const cleaned = await waypost(['clean', '--app', repository.folder]);
      expect([cleaned.code, cleaned.output]).toEqual([0, expect.stringContaining('kept cloud')]);
      expect(existsSync(join(repository.folder, '.waypost'))).toBe(false);
    }),
  );

  test(
    'is refused before anything is deployed where it cannot be rehearsed',
    step(async () => {
      repository.edit('app.ts', (text) =>
        text.replace(/pre: \[new ManualApprovalStep\('Approve'\)\],\s*\}\);/, `$&${JENKINS}`),
      );
      repository.commit('feat: build elsewhere');
      const { code, output, report } = await rehearse();

      expect(code).toBe(1);
      expect(output).toMatch(/GreetingPipeline\.template\.json:\d+ .*Jenkins/);
      expect(report.preparations.map(({ name }) => name).sort()).toEqual(['cdk synth', 'emulator']);
    }),
  );
});
