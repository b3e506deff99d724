import { dirname } from 'node:path';
import { cdkApp } from '../../rehearsal/cdk-app/cdk-app';
import { awsCli } from '../helpers/aws-cli';
import { story } from '../helpers/story';
import { ExampleRepository } from './support/example-repository';
import { LiveRehearsal } from './support/live-rehearsal';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(20 * 60_000);

/** A wave with two regions, in one of which a person confirms broader permissions: examples/waves. */
const step = story();
const repository = new ExampleRepository('waves');
const path = process.env['PATH'] ?? '';
let rehearsal: LiveRehearsal;

beforeAll(async () => {
  process.env['PATH'] = `${dirname(awsCli)}:${path}`;
  const source = await cdkApp({ folder: repository.folder, workingTree: false });
  rehearsal = new LiveRehearsal(repository, {}, source);
  await rehearsal.prepare();
});
afterAll(async () => {
  process.env['PATH'] = path;
  await rehearsal.end();
  repository.remove();
});

/** What the wave's actions did: `>` began, `<` ended. */
function course(executionId: string): string[] {
  return rehearsal.events.flatMap((event) => {
    if (event.type !== 'action-started' && event.type !== 'action-ended') return [];
    if (event.executionId !== executionId || event.stage !== 'world') return [];
    return [`${event.type === 'action-started' ? '>' : '<'} ${event.action}`];
  });
}

describe('an app with a wave', () => {
  test(
    'asks a person where a stage broadens permissions, with a mail that says so',
    step(async () => {
      const commit = rehearsal.push();
      const { request, answer } = await rehearsal.question(commit, 'world');
      answer({ approved: true });
      const { status, stages } = await rehearsal.ended(commit);

      expect(request.action).toBe('europe.Confirm.Confirm');
      expect(request.comment).toContain('would make security-impacting changes');
      expect(await rehearsal.mails()).toMatchObject([
        { to: ['owner@example.com'], subject: 'Confirm permission broadening in europe' },
      ]);
      expect([status, rehearsal.output]).toEqual(['succeeded', expect.any(String)]);
      expect(stages.map(({ name }) => name)).toEqual([
        ...['Source', 'Build', 'UpdatePipeline', 'Assets', 'world'],
      ]);
    }),
  );

  test(
    'has the stages of a wave side by side, between the steps before and after it',
    step(() => {
      const [execution] = rehearsal.report.executions;
      const actions = execution?.stages.at(-1)?.actions ?? [];
      const told = course(execution?.id ?? '');
      const orders = [...new Set(actions.map(({ runOrder }) => runOrder))];
      const together = orders.map((order) =>
        actions.filter(({ runOrder }) => runOrder === order).map(({ name }) => name),
      );

      expect(together).toEqual([
        ['Check'],
        ['europe.Confirm.Check', 'america.Greeting.Prepare'],
        ['europe.Confirm.Confirm'],
        ['america.Greeting.Deploy', 'europe.Greeting.Prepare'],
        ['america.Ask', 'europe.Greeting.Deploy'],
        ['europe.Ask'],
        ['Compare'],
      ]);
      // All of one run order begin before any of them ends, and those of the next only after all have ended.
      for (const names of together) {
        const steps = told.splice(0, 2 * names.length);
        expect(steps.slice(0, names.length).sort()).toEqual(names.map((one) => `> ${one}`).sort());
        expect(steps.slice(names.length).sort()).toEqual(names.map((one) => `< ${one}`).sort());
      }
    }),
  );

  test(
    "has CDK Pipelines' function approve what broadens nothing, by the API",
    step(async () => {
      repository.edit('app.ts', (text) => text.replace("'hello'", "'good day'"));
      const { status } = await rehearsal.ended(rehearsal.push('feat: greet in full'));

      expect([status, rehearsal.output]).toEqual(['succeeded', expect.any(String)]);
      const answers = rehearsal.events.filter(({ type }) => type === 'approval-answered');
      expect(answers).toMatchObject([
        { approved: true, by: 'option' },
        { approved: true, by: 'call', comment: expect.stringContaining('by Lambda') as string },
      ]);
      // Nobody was told of it.
      expect(await rehearsal.mails()).toHaveLength(1);
    }),
  );
});
