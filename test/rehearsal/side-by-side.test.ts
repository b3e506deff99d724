import { definitionDifferences } from '../../rehearsal/plan/definition-differences';
import type { RehearsalEvent } from '../../rehearsal/events';
import type { Definition } from '../../rehearsal/plan/plan';
import { Runner, type DeliveryResult } from '../../rehearsal/runner/runner';
import type { ActionResult } from '../../rehearsal/runner/execution';
import { approvalAction, buildAction, definition, deployAction, sourceAction } from './support';

type Event = Omit<RehearsalEvent, 'at'>;

const OK: ActionResult = { status: 'succeeded' };

/** Source, self-mutation, dev and prod with an approval inside. */
const pipeline = (properties: Readonly<Record<string, unknown>> = {}) =>
  definition(
    {
      Source: [sourceAction()],
      Update: [buildAction('SelfMutate')],
      dev: [deployAction('Dev')],
      prod: [approvalAction(), deployAction('Prod', {}, { RunOrder: 2 })],
    },
    properties,
  );

/** A runner, of which a test decides when each action ends. Commits are single letters. */
class Stage {
  readonly #events: Event[] = [];
  readonly #open = new Map<string, (result: ActionResult) => void>();
  readonly end = new AbortController();
  readonly runner: Runner;

  constructor(public deployed: Definition = pipeline()) {
    let ids = 0;
    this.runner = new Runner({
      definition: () => Promise.resolve(this.deployed),
      differences: definitionDifferences,
      perform: ({ name }, { commit }) =>
        new Promise((resolve) => this.#open.set(`${commit} ${name}`, resolve)),
      roleOf: (action, plan) => Promise.resolve(action.roleArn ?? plan.roleArn),
      logPath: () => 'log',
      emit: (event) => this.#events.push(event),
      newId: () => `execution-${(ids += 1)}`,
      signal: this.end.signal,
    });
  }

  push(commit: string): Promise<DeliveryResult> {
    return this.runner.deliver(commit, 'push');
  }

  /** Ends running actions, such as `A Source`, one after the other. */
  async done(...actions: readonly string[]): Promise<void> {
    for (const action of actions) await this.ends(action, OK);
  }

  async ends(action: string, result: ActionResult): Promise<void> {
    await settled();
    const end = this.#open.get(action);
    if (!end) throw new Error(`${action} does not run; running: ${this.running().join(', ')}`);
    this.#open.delete(action);
    end(result);
    await settled();
  }

  running(): string[] {
    return [...this.#open.keys()];
  }

  /** Such as `execution-waiting execution-2`. */
  of(...types: readonly Event['type'][]): Event[] {
    return this.#events.filter(({ type }) => types.includes(type));
  }
}

const settled = () => new Promise(setImmediate);

const untilProd = (commit: string) =>
  ['Source', 'SelfMutate', 'Dev'].map((action) => `${commit} ${action}`);

describe('executions side by side', () => {
  test('are in different stages at once', async () => {
    const stage = new Stage();
    void stage.push('A');
    await stage.done('A Source');
    void stage.push('B');
    await settled();

    expect(stage.running()).toEqual(['A SelfMutate', 'B Source']);
  });

  test('wait in front of a stage that waits for approval, and tell whom they wait for', async () => {
    const stage = new Stage();
    void stage.push('A');
    await stage.done(...untilProd('A'));
    void stage.push('B');
    await stage.done(...untilProd('B'));

    expect(stage.running()).toEqual(['A Approve']);
    expect(stage.of('execution-waiting')).toEqual([
      {
        type: 'execution-waiting',
        executionId: 'execution-2',
        stage: 'prod',
        behind: 'execution-1',
      },
    ]);
    await stage.done('A Approve', 'A Prod');
    expect(stage.running()).toEqual(['B Approve']);
  });

  test('supersede who waits in front of a stage, never who is in it', async () => {
    const stage = new Stage();
    const a = stage.push('A');
    await stage.done(...untilProd('A'));
    const b = stage.push('B');
    await stage.done(...untilProd('B'));
    void stage.push('C');
    await stage.done(...untilProd('C'));

    expect(await b).toEqual({ outcome: 'superseded', commit: 'B' });
    expect(stage.of('execution-ended')).toEqual([
      {
        type: 'execution-ended',
        executionId: 'execution-2',
        status: 'superseded',
        by: 'execution-3',
      },
    ]);
    await stage.done('A Approve', 'A Prod');
    expect(await a).toEqual({ outcome: 'succeeded', commit: 'A' });
    expect(stage.running()).toEqual(['C Approve']);
  });

  test('go on in order in QUEUED mode', async () => {
    const stage = new Stage(pipeline({ ExecutionMode: 'QUEUED' }));
    for (const commit of ['A', 'B', 'C']) {
      void stage.push(commit);
      await stage.done(...untilProd(commit));
    }

    for (const commit of ['A', 'B', 'C']) {
      expect(stage.running()).toEqual([`${commit} Approve`]);
      await stage.done(`${commit} Approve`, `${commit} Prod`);
    }
    expect(stage.of('execution-ended').map((event) => 'status' in event && event.status)).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
    ]);
  });

  test.each(['failed', 'rejected', 'expired'] as const)(
    'enter a stage that the execution in front has left as %s',
    async (status) => {
      const stage = new Stage();
      const a = stage.push('A');
      await stage.done(...untilProd('A'));
      void stage.push('B');
      await stage.done(...untilProd('B'));
      await stage.ends('A Approve', { status, error: 'no' });

      expect((await a).outcome).toBe(status === 'rejected' ? 'rejected' : 'failed');
      expect(stage.running()).toEqual(['B Approve']);
    },
  );

  test('that end in the same moment let one into the next stage, and the other after it', async () => {
    const stage = new Stage();
    void stage.push('A');
    await stage.done('A Source', 'A SelfMutate');
    void stage.push('B');
    await stage.done('B Source');
    await Promise.all([stage.ends('A Dev', OK), stage.ends('B SelfMutate', OK)]);

    expect(stage.running()).toEqual(['A Approve', 'B Dev']);
  });

  test('restart from what the branch has by then, and leave the others alone', async () => {
    const stage = new Stage();
    void stage.push('A');
    await stage.done(...untilProd('A'));
    const b = stage.push('B');
    await stage.done('B Source');
    void stage.push('C');
    await stage.done('C Source');
    stage.deployed = pipeline({ RestartExecutionOnUpdate: 'true', Triggers: [] });
    await stage.done('B SelfMutate');

    // C was built before; it finds that the pipeline has changed, and starts again, too.
    expect(stage.running()).toEqual(['A Approve', 'C SelfMutate', 'C Source']);
    await stage.done('A Approve');
    expect(stage.running()).toContain('A Prod');
    await stage.done('C SelfMutate');
    await stage.done('C Source', 'C SelfMutate', 'A Prod', 'C Dev', 'C Approve', 'C Prod');
    expect(await b).toEqual({ outcome: 'succeeded', commit: 'C' });
  });

  test('end with the rehearsal while some wait, and none of them goes on', async () => {
    const stage = new Stage();
    const a = stage.push('A');
    await stage.done(...untilProd('A'));
    const b = stage.push('B');
    await stage.done(...untilProd('B'));
    const ends = Promise.allSettled([a, b]);
    stage.end.abort(new Error('the rehearsal has ended'));
    await stage.ends('A Approve', OK);

    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(stage.running()).toEqual([]);
  });
});
