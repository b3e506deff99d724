import { substitute } from '../../../rehearsal/actions/variables';
import { definitionDifferences } from '../../../rehearsal/plan/definition-differences';
import type { RehearsalEvent } from '../../../rehearsal/events';
import type { Definition } from '../../../rehearsal/plan/plan';
import { Runner } from '../../../rehearsal/runner/runner';
import type { ActionResult, Execution } from '../../../rehearsal/runner/execution';
import { approvalAction, buildAction, definition, deployAction, sourceAction } from '../support';

type Event = Omit<RehearsalEvent, 'at'> & { readonly action?: string; readonly status?: string };

interface Script {
  /** What is deployed; a function sees how many actions have run. */
  readonly deployed: Definition | ((performed: number) => Definition);
  readonly perform?: (name: string, execution: Execution) => ActionResult | Promise<ActionResult>;
  readonly signal?: AbortSignal;
}

function rehearse({ deployed, perform, signal }: Script) {
  const events: Event[] = [];
  const performed: string[] = [];
  let ids = 0;
  const runner = new Runner({
    definition: () =>
      Promise.resolve(typeof deployed === 'function' ? deployed(performed.length) : deployed),
    differences: definitionDifferences,
    perform: async (action, execution) => {
      performed.push(action.name);
      return (await perform?.(action.name, execution)) ?? { status: 'succeeded' };
    },
    roleOf: (action, plan) => Promise.resolve(action.roleArn ?? plan.roleArn),
    logPath: (action, number) => `${number}-${action.name}.log`,
    emit: (event) => events.push(event),
    noticeOfUpdate: ({ allowed }) => (allowed === 'more' ? allowed : undefined),
    newId: () => `execution-${(ids += 1)}`,
    signal: signal ?? new AbortController().signal,
  });
  const outcome = runner.deliver('c0ffee', 'start').then((delivery) => delivery.outcome);
  return { events, performed, outcome };
}

/** Of a pipeline that is another one after each action. */
const when = (performed: number) => ({ Configuration: { ProjectName: `made-at-${performed}` } });

const ended = (events: readonly Event[], type: Event['type']) =>
  events.filter((event) => event.type === type).map(({ status }) => status);

describe('runner', () => {
  test('performs stages in order, and in a stage one run order after the other', async () => {
    const run = rehearse({
      deployed: definition({
        Source: [sourceAction()],
        Build: [buildAction('Synth')],
        dev: [deployAction('Contact', {}, { RunOrder: 2 }), deployAction('Storage')],
      }),
    });

    await expect(run.outcome).resolves.toBe('succeeded');
    expect(run.performed).toEqual(['Source', 'Synth', 'Storage', 'Contact']);
  });

  test('skips a stage whose entry condition does not hold, says why, and goes on', async () => {
    const stages = {
      Source: [sourceAction()],
      Ask: [approvalAction()],
      Build: [buildAction('Synth')],
    };
    const asking = (Value: string): Definition => {
      const { properties, ...rest } = definition(stages);
      const Rules = [
        {
          Name: 'Differs',
          RuleTypeId: { Category: 'Rule', Provider: 'VariableCheck' },
          Configuration: { Variable: '#{codepipeline.PipelineExecutionId}', Operator: 'NE', Value },
        },
      ];
      const BeforeEntry = { Conditions: [{ Result: 'SKIP', Rules }] };
      const Stages = (properties['Stages'] as { Name: string }[]).map((stage) =>
        stage.Name === 'Ask' ? { ...stage, BeforeEntry } : stage,
      );
      return { ...rest, properties: { ...properties, Stages } };
    };

    const skipping = rehearse({ deployed: asking('execution-1') });
    await expect(skipping.outcome).resolves.toBe('succeeded');
    expect(skipping.performed).toEqual(['Source', 'Synth']);
    expect(skipping.events).toContainEqual({
      type: 'noticed',
      message: expect.stringMatching(/^stage Ask is skipped, rule Differs: /) as string,
    });

    const entering = rehearse({ deployed: asking('another') });
    await expect(entering.outcome).resolves.toBe('succeeded');
    expect(entering.performed).toEqual(['Source', 'Approve', 'Synth']);
  });

  test.each([
    ['more', ['more']],
    ['nothing', []],
  ])('tells what the app says of an update that allows %s', async (allowed, told) => {
    const run = rehearse({
      deployed: definition({
        Source: [sourceAction()],
        UpdatePipeline: [buildAction('SelfMutate', { Namespace: 'Update' })],
      }),
      perform: (name) => ({
        status: 'succeeded',
        ...(name === 'SelfMutate' && { variables: { allowed } }),
      }),
    });

    await expect(run.outcome).resolves.toBe('succeeded');
    const notices = run.events.filter(({ type }) => type === 'noticed');
    expect(notices).toEqual(told.map((message) => ({ type: 'noticed', message })));
  });

  test('tells which parts of the pipeline it does not rehearse', async () => {
    const stages = { Source: [sourceAction()], Build: [buildAction('Synth')] };
    const run = rehearse({ deployed: definition(stages, { ExecutionMode: 'PARALLEL' }) });
    await expect(run.outcome).resolves.toBe('succeeded');
    expect(run.events).toContainEqual({
      type: 'noticed',
      message: 'not rehearsed: ExecutionMode: PARALLEL',
    });
  });

  test('performs the actions of one run order side by side', async () => {
    let started = 0;
    let release: () => void = () => undefined;
    const bothStarted = new Promise<void>((resolve) => (release = resolve));
    const run = rehearse({
      deployed: definition({
        Source: [sourceAction()],
        dev: [deployAction('Storage'), deployAction('Email')],
      }),
      perform: async (name) => {
        if (name === 'Source') return { status: 'succeeded' };
        started += 1;
        if (started === 2) release();
        // Performed one after the other, the first would wait for ever.
        await bothStarted;
        return { status: 'succeeded' };
      },
    });

    await expect(run.outcome).resolves.toBe('succeeded');
  });

  test('tells what it delivers, stage by stage, before anything is performed', async () => {
    const run = rehearse({
      deployed: definition({
        Source: [sourceAction()],
        dev: [deployAction('Contact', {}, { RunOrder: 2 }), deployAction('Storage')],
      }),
      perform: (name) =>
        ({
          status: 'succeeded',
          ...(name === 'Storage' && { stack: { stackName: 'waypost-dev-storage' } }),
        }) as ActionResult,
    });
    await run.outcome;
    expect(run.events[0]).toMatchObject({
      type: 'execution-started',
      executionId: 'execution-1',
      commit: 'c0ffee',
      trigger: 'start',
      stages: [
        { name: 'Source', actions: [{ name: 'Source', runOrder: 1 }] },
        {
          name: 'dev',
          actions: [
            { name: 'Storage', provider: 'CloudFormation', runOrder: 1 },
            { name: 'Contact', provider: 'CloudFormation', runOrder: 2 },
          ],
        },
      ],
    });
    const storage = { executionId: 'execution-1', stage: 'dev', action: 'Storage' };
    expect(run.events).toContainEqual({
      type: 'action-started',
      ...storage,
      logPath: '1-Storage.log',
    });
    const ends = run.events.filter(({ type }) => type === 'action-ended');
    expect(ends[1]).toStrictEqual({
      type: 'action-ended',
      ...storage,
      status: 'succeeded',
      stack: { stackName: 'waypost-dev-storage' },
    });
    expect(ends[2]).toStrictEqual({
      type: 'action-ended',
      ...storage,
      action: 'Contact',
      status: 'succeeded',
    });
    expect(run.events.at(-1)).toStrictEqual({
      type: 'execution-ended',
      executionId: 'execution-1',
      status: 'succeeded',
    });
  });

  test('fails where one action fails and another is rejected beside it', async () => {
    const run = rehearse({
      deployed: definition({
        Source: [sourceAction()],
        prod: [approvalAction(), deployAction('Storage')],
      }),
      perform: (name) => {
        if (name === 'Source') return { status: 'succeeded' };
        return name === 'Approve'
          ? { status: 'rejected', error: 'not today' }
          : { status: 'failed', error: 'no' };
      },
    });
    await expect(run.outcome).resolves.toBe('failed');
    expect(run.performed).toEqual(['Source', 'Approve', 'Storage']);
  });

  test("gives actions the pipeline's own variables, with their default values", async () => {
    const seen: string[] = [];
    const run = rehearse({
      deployed: definition(
        { Source: [sourceAction()], dev: [deployAction('Storage')] },
        { Variables: [{ Name: 'Size', DefaultValue: 'small' }] },
      ),
      perform: (_, { variables }) => {
        seen.push(substitute('#{variables.Size}', variables));
        return { status: 'succeeded' };
      },
    });
    await run.outcome;
    expect(seen).toEqual(['small', 'small']);
  });

  test('keeps no variables of an action without a namespace', async () => {
    const seen: string[][] = [];
    const run = rehearse({
      deployed: definition({
        Source: [sourceAction()],
        dev: [deployAction('Contact')],
      }),
      perform: (_, { variables }) => {
        seen.push([...variables.keys()]);
        return { status: 'succeeded', variables: { Url: 'https://example.com' } };
      },
    });
    await run.outcome;
    expect(seen).toEqual([['codepipeline'], ['codepipeline']]);
  });

  test('ends with what is no fault of a plan', async () => {
    const bug = new RangeError('bug');
    const broken = {
      get properties(): never {
        throw bug;
      },
    };
    await expect(rehearse({ deployed: broken as unknown as Definition }).outcome).rejects.toBe(bug);
  });

  test('starts nothing after a failed action, and lets its neighbours finish', async () => {
    const run = rehearse({
      deployed: definition({
        dev: [deployAction('Storage'), deployAction('Email')],
        prod: [deployAction('Later')],
      }),
      perform: (name) =>
        name === 'Storage' ? { status: 'failed', error: 'no' } : { status: 'succeeded' },
    });

    await expect(run.outcome).resolves.toBe('failed');
    expect(run.performed).toEqual(['Storage', 'Email']);
    expect(ended(run.events, 'action-ended')).toEqual(['failed', 'succeeded']);
    expect(ended(run.events, 'execution-ended')).toEqual(['failed']);
  });

  test('gives an approval no log, and every other action one', async () => {
    const run = rehearse({
      deployed: definition({ Source: [sourceAction()], prod: [approvalAction()] }),
    });

    await run.outcome;
    const started = run.events.filter(({ type }) => type === 'action-started');
    expect(started.map((event) => 'logPath' in event)).toEqual([true, false]);
  });

  test('takes a fault in an action for its failure and keeps the message', async () => {
    const run = rehearse({
      deployed: definition({ Source: [sourceAction()], Build: [buildAction('Synth')] }),
      perform: (name) => {
        if (name === 'Synth') throw new Error('AccessDenied: s3:PutObject');
        return { status: 'succeeded' };
      },
    });

    await expect(run.outcome).resolves.toBe('failed');
    expect(run.events).toContainEqual(
      expect.objectContaining({
        ...{ type: 'action-ended', status: 'failed' },
        error: 'AccessDenied: s3:PutObject',
      }),
    );
  });

  test('ends as rejected when a person says no', async () => {
    const run = rehearse({
      deployed: definition({
        Source: [sourceAction()],
        prod: [approvalAction(), deployAction('Storage', {}, { RunOrder: 2 })],
      }),
      perform: (name) =>
        name === 'Approve' ? { status: 'rejected', error: 'not today' } : { status: 'succeeded' },
    });

    await expect(run.outcome).resolves.toBe('rejected');
    expect(run.performed).toEqual(['Source', 'Approve']);
  });

  test('hands the variables of an action to the actions after it, by namespace', async () => {
    const seen: unknown[] = [];
    const run = rehearse({
      deployed: definition({
        Source: [sourceAction()],
        dev: [
          deployAction('Contact', {}, { Namespace: 'Dev' }),
          buildAction('Smoke', { RunOrder: 2 }),
        ],
      }),
      perform: (name, { variables }) => {
        seen.push([name, variables.get('Dev')]);
        return { status: 'succeeded', variables: { Url: 'https://example.com' } };
      },
    });

    await run.outcome;
    expect(seen).toEqual([
      ['Source', undefined],
      ['Contact', undefined],
      ['Smoke', { Url: 'https://example.com' }],
    ]);
  });

  test("gives every action the execution's id as CodePipeline's own variable", async () => {
    const seen: unknown[] = [];
    const run = rehearse({
      deployed: definition({ Source: [sourceAction()], Build: [buildAction('Synth')] }),
      perform: (_name, { id, variables }) => {
        seen.push(substitute('#{codepipeline.PipelineExecutionId}', variables) === id);
        return { status: 'succeeded' };
      },
    });

    await run.outcome;
    expect(seen).toEqual([true, true]);
  });

  test('starts again from the source when an action has changed the pipeline', async () => {
    const before = definition({ Source: [sourceAction()], Update: [buildAction('SelfMutate')] });
    const after = definition({
      Source: [sourceAction()],
      Update: [buildAction('SelfMutate')],
      dev: [deployAction('Storage')],
    });
    const run = rehearse({ deployed: (performed) => (performed < 2 ? before : after) });

    await expect(run.outcome).resolves.toBe('succeeded');
    expect(run.performed).toEqual(['Source', 'SelfMutate', 'Source', 'SelfMutate', 'Storage']);
    expect(ended(run.events, 'execution-ended')).toEqual(['restarted', 'succeeded']);
    expect(run.events).toContainEqual(
      expect.objectContaining({ status: 'restarted', differences: ['Stages.dev is new'] }),
    );
  });

  test('starts again where others stand beside the action that changed the pipeline', async () => {
    const update = [buildAction('SelfMutate'), buildAction('Beside')];
    const stages = { Source: [sourceAction()], Update: update };
    const after = { ...stages, dev: [deployAction('Storage')] };
    const run = rehearse({ deployed: (performed) => definition(performed < 3 ? stages : after) });

    await expect(run.outcome).resolves.toBe('succeeded');
    expect(ended(run.events, 'execution-ended')).toEqual(['restarted', 'succeeded']);
  });

  test('control: does not start again when the pipeline is the same', async () => {
    const stages = { Source: [sourceAction()], Update: [buildAction('SelfMutate')] };
    const run = rehearse({ deployed: () => definition(stages) });

    await expect(run.outcome).resolves.toBe('succeeded');
    expect(run.performed).toEqual(['Source', 'SelfMutate']);
  });

  test('fails, and goes on, when a commit makes the pipeline one that cannot be rehearsed', async () => {
    const stages = { Source: [sourceAction()], Update: [buildAction('SelfMutate')] };
    const run = rehearse({
      deployed: (performed) =>
        definition(stages, performed < 2 ? {} : { Variables: [{ Name: 'V' }] }),
    });

    await expect(run.outcome).resolves.toBe('failed');
    expect(ended(run.events, 'execution-ended')).toEqual(['restarted', 'failed']);
    expect(run.events.at(-2)).toStrictEqual({
      type: 'execution-started',
      executionId: 'execution-2',
      commit: 'c0ffee',
      trigger: 'restart',
      stages: [],
    });
    expect(run.events.at(-1)).toHaveProperty(
      'error',
      expect.stringMatching(/Variables\.0\.DefaultValue: without a default value/),
    );
  });

  test('does not start again when the pipeline asks for no restart', async () => {
    const run = rehearse({
      deployed: (performed) =>
        definition(
          { Source: [sourceAction()], Update: [buildAction('SelfMutate', when(performed))] },
          { RestartExecutionOnUpdate: false },
        ),
    });

    await expect(run.outcome).resolves.toBe('succeeded');
    expect(run.performed).toEqual(['Source', 'SelfMutate']);
  });

  test('calls the third restart in a row a mutation loop and says what differs', async () => {
    const run = rehearse({
      deployed: (performed) =>
        definition({
          Source: [sourceAction()],
          Update: [buildAction('SelfMutate', when(performed))],
        }),
    });

    await expect(run.outcome).resolves.toBe('failed');
    expect(run.performed).toHaveLength(6);
    const last = run.events.at(-1);
    expect(last).toMatchObject({ type: 'execution-ended', status: 'failed' });
    expect(last).toHaveProperty(
      'error',
      expect.stringMatching(
        /^Mutation loop: the pipeline has changed itself 3 times in a row for one commit\.\nTwo synths of one commit must be the same: look for dates/,
      ),
    );
    expect(last).toHaveProperty(
      'error',
      expect.stringMatching(
        /Stages.Update.Actions.SelfMutate.Configuration.ProjectName: "made-at-4" -> "made-at-6"/,
      ),
    );
  });

  test('ends with the reason of an abort, and tells that the action was stopped', async () => {
    const controller = new AbortController();
    const run = rehearse({
      deployed: definition({ Build: [buildAction('Synth')], dev: [deployAction('Storage')] }),
      signal: controller.signal,
      perform: () => {
        controller.abort(new Error('the emulator has ended'));
        return { status: 'failed', error: 'connection refused' };
      },
    });

    await expect(run.outcome).rejects.toThrow('the emulator has ended');
    expect(ended(run.events, 'action-ended')).toEqual(['stopped']);
    expect(run.performed).toEqual(['Synth']);
  });
});
