import { FirstDeliveryFailed } from '../../rehearsal/upgrade/first-delivery';
import { story } from '../helpers/story';
import { APP, FixtureRepository } from './support/fixture-repository';
import { LiveRehearsal, outcomes } from './support/live-rehearsal';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);

const repository = new FixtureRepository();
afterAll(() => {
  repository.remove();
});

/** A second stack, which imports what the first one exports; each line can go. */
const EXPORT =
  "new CfnOutput(stack, 'Name', { value: bucket.bucketName, exportName: `${name}-name` });";
const IMPORT = 'description: Fn.importValue(`${name}-name`),';
const READER = `
    const reader = new Stack(stage, 'Reader', { stackName: environmentNames(config.project, name).stacks.email });
    reader.addDependency(stack);
    new StringParameter(reader, 'Parameter', {
      ${IMPORT}
      stringValue: 'reader',
    });
    ${EXPORT}`;

function exportAndImport(): void {
  repository.edit(APP, (text) =>
    text
      .replace('import { App, Duration,', 'import { App, CfnOutput, Duration, Fn,')
      .replace(
        'import { Bucket }',
        "import { StringParameter } from 'aws-cdk-lib/aws-ssm';\nimport { Bucket }",
      )
      .replace('    new Bucket(stack', '    const bucket = new Bucket(stack')
      .replace('    return { stage', `${READER}\n    return { stage`),
  );
}
const without = (line: string) => {
  repository.edit(APP, (text) => text.replace(line, ''));
};

describe('an upgrade', () => {
  const step = story();
  const rehearsal = new LiveRehearsal(repository, { from: 'v1' });
  let head = '';
  afterAll(() => rehearsal.end());

  test(
    'is delivered on top of the earlier commit, whose approvals nobody is asked for',
    step(async () => {
      exportAndImport();
      const earlier = repository.commit('feat: export the bucket');
      repository.git('tag', 'v1');
      without(EXPORT);
      without(IMPORT);
      head = repository.commit('feat: export nothing');
      await rehearsal.prepare();

      const { from, executions, outcome } = rehearsal.report;
      expect(from).toEqual({ name: 'v1', commit: earlier, outcome: 'succeeded' });
      expect(executions.map(({ commit, status }) => [commit, status])).toEqual([
        [earlier, 'succeeded'],
      ]);
      expect(outcome).toBeNull();
      expect(rehearsal.output).toMatch(/First v1 \(.{10}\), .* answered without a question/);
    }),
  );

  test(
    'that removes an export which is in use fails, as on AWS',
    step(async () => {
      rehearsal.push();
      const failed = await rehearsal.ended(head);

      expect(failed.status).toBe('failed');
      expect(failed.trigger).toBe('push');
      expect(outcomes(failed, 'dev')).toContain('failed');
      expect(rehearsal.output).toMatch(
        /Export dev-name cannot be deleted as it is in use by waypost-dev-email/,
      );
    }),
  );

  test(
    'succeeds when it stops to import first, and asks for its own approval',
    step(async () => {
      repository.revert();
      without(IMPORT);
      const commit = rehearsal.push('feat: import nothing');
      await rehearsal.approve(commit);

      expect((await rehearsal.ended(commit)).status).toBe('succeeded');
    }),
  );
});

describe('an earlier commit that does not deliver', () => {
  test('is told as such, and the commit that is rehearsed is not blamed', async () => {
    repository.edit('waypost.config.ts', (text) => text.replace("'waypost'", "'Not A Name'"));
    const broken = repository.commit('feat: break the configuration');
    repository.revert();
    const rehearsal = new LiveRehearsal(repository, { from: broken });
    try {
      await expect(rehearsal.prepare()).rejects.toThrow(FirstDeliveryFailed);
      const { from, executions } = rehearsal.report;
      expect(from).toEqual({ name: broken, commit: broken, outcome: 'failed' });
      expect(executions).toEqual([]);
    } finally {
      await rehearsal.end();
    }
  });
});
