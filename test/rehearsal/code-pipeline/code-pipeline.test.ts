import type { ExecutionReport } from '../../../rehearsal/emulator/control';
import { approvalAction, buildAction, definition, deployAction, sourceAction } from '../support';
import { runPipeline, type PipelineRun } from '../run-pipeline';

/** The reports of a run, and its changes as `<what> <state>`. */
async function reportsOf(run: Omit<PipelineRun, 'tell'>) {
  const reports: ExecutionReport[] = [];
  await runPipeline({
    afterLateness: () => undefined,
    ...run,
    tell: (one) => {
      reports.push(one);
      return Promise.resolve();
    },
  });
  const changes = reports.flatMap((one) => one.changes);
  const lines = changes.map(({ detailType, detail }) => {
    const told = detail as { stage?: string; action?: string; state: string };
    const [, kind] = detailType.split(' ');
    return [kind, told.stage, told.action, told.state].filter(Boolean).join(' ');
  });
  return { reports, changes, lines, last: reports.at(-1) };
}

const pipeline = definition({
  Source: [sourceAction({ Namespace: 'Source' })],
  prod: [
    approvalAction({ Configuration: { CustomData: 'Commit #{Source.CommitId}' } }),
    deployAction('Storage', {}, { RunOrder: 2 }),
  ],
});

const external = { id: 'p:1', url: 'https://example.com', summary: 'said' };
const COMMIT_VARIABLES = {
  CommitId: 'c0ffee',
  CommitMessage: 'feat: tea',
  BranchName: 'main',
  FullRepositoryName: 'example/waypost',
  AuthorDate: '2026-11-25T11:00:00Z',
  ConnectionArn: 'arn:connection',
};

/** Details of a run's events by `<kind> <stage> <action> <state>`. */
async function detailsOf(run: Omit<PipelineRun, 'tell'>) {
  const { changes, lines } = await reportsOf(run);
  return new Map(lines.map((line, index) => [line, changes[index]?.detail]));
}

const artifact = (name: string) => ({
  name,
  s3location: { bucket: 'artifacts', key: `waypost/${name}/c0ffee` },
});

describe('what EventBridge is told', () => {
  test('is each beginning and each end, once', async () => {
    const { lines } = await reportsOf({ deployed: pipeline });

    expect(lines.toSorted()).toEqual(
      [
        'Pipeline STARTED',
        'Stage Source STARTED',
        'Action Source Source STARTED',
        'Action Source Source SUCCEEDED',
        'Stage Source SUCCEEDED',
        'Stage prod STARTED',
        'Action prod Approve STARTED',
        'Action prod Approve SUCCEEDED',
        'Action prod Storage STARTED',
        'Action prod Storage SUCCEEDED',
        'Stage prod SUCCEEDED',
        'Pipeline SUCCEEDED',
      ].toSorted(),
    );
  });

  test('comes twice where that is asked for', async () => {
    const once = await reportsOf({ deployed: pipeline });
    const twice = await reportsOf({ deployed: pipeline, twice: 1 });

    expect(twice.lines.toSorted()).toEqual(once.lines.flatMap((one) => [one, one]).toSorted());
  });

  test('of an execution has what started it at its beginning only, and its commit at its end', async () => {
    const details = await detailsOf({
      deployed: pipeline,
      perform: (name) => (name === 'Source' ? { variables: COMMIT_VARIABLES } : {}),
    });
    const common = {
      pipeline: 'waypost',
      'execution-id': 'c0ffee-1',
      'start-time': expect.stringMatching(/^\d{4}-.*Z$/) as string,
      version: 7,
      'pipeline-execution-attempt': 1,
    };

    expect(details.get('Pipeline STARTED')).toEqual({
      ...common,
      'execution-trigger': { 'trigger-type': 'WebhookV2', 'trigger-detail': 'Source' },
      state: 'STARTED',
    });
    expect(details.get('Pipeline SUCCEEDED')).toEqual({
      ...common,
      'execution-trigger': {
        'full-repository-name': 'example/waypost',
        'branch-name': 'main',
        'commit-id': 'c0ffee',
        'commit-message': 'feat: tea',
        'author-date': '2026-11-25T11:00:00Z',
        'connection-arn': 'arn:connection',
      },
      state: 'SUCCEEDED',
    });
    expect(details.get('Stage prod SUCCEEDED')).toEqual({
      ...common,
      stage: 'prod',
      state: 'SUCCEEDED',
    });
  });

  test.each([
    ['that nobody pushed', { trigger: 'start' }, 'Pipeline SUCCEEDED'],
    [
      'whose source failed',
      { perform: () => ({ status: 'failed' as const, error: 'no' }) },
      'Pipeline FAILED',
    ],
  ] as const)('of the end of an execution %s has no trigger', async (_, run, line) => {
    const details = await detailsOf({ deployed: pipeline, ...run });

    expect(details.get(line)).toBeDefined();
    expect(details.get(line)).not.toHaveProperty('execution-trigger');
  });

  test('of an action has its inputs at its beginning and its outputs at its success, and where they are', async () => {
    const details = await detailsOf({
      deployed: definition({
        Source: [sourceAction()],
        Build: [buildAction('Synth', { OutputArtifacts: [{ Name: 'Synth' }] })],
      }),
      perform: () => ({ external }),
    });
    const action = {
      pipeline: 'waypost',
      'execution-id': 'c0ffee-1',
      'start-time': expect.stringMatching(/^\d{4}-.*Z$/) as string,
      version: 7,
      'pipeline-execution-attempt': 1,
      stage: 'Build',
      action: 'Synth',
      'action-execution-id': expect.stringMatching(/^[\w-]{36}$/) as string,
      region: 'eu-west-1',
      type: { owner: 'AWS', category: 'Build', provider: 'CodeBuild', version: '1' },
    };

    expect(details.get('Action Build Synth STARTED')).toEqual({
      ...action,
      state: 'STARTED',
      'input-artifacts': [artifact('Source')],
    });
    expect(details.get('Action Build Synth SUCCEEDED')).toEqual({
      ...action,
      state: 'SUCCEEDED',
      'output-artifacts': [artifact('Synth')],
      'execution-result': {
        'external-execution-id': 'p:1',
        'external-execution-url': 'https://example.com',
        'external-execution-summary': 'said',
      },
    });
    expect(details.get('Action Source Source STARTED')).not.toHaveProperty('input-artifacts');
  });

  test.each([
    ['Synth', { status: 'failed', error: 'log' }, 'Build terminated with state: FAILED'],
    ['Approve', { status: 'rejected', error: 'not today' }, 'not today'],
    ['Approve', { status: 'expired', error: 'nobody was there' }, 'nobody was there'],
    ['Storage', { status: 'failed', error: 'Stack is in ROLLBACK' }, 'Stack is in ROLLBACK'],
  ] as const)('of a failed %s says why, and JobFailed', async (failing, result, summary) => {
    const details = await detailsOf({
      deployed: definition({
        Source: [sourceAction()],
        Build: [buildAction('Synth')],
        prod: [approvalAction(), deployAction('Storage', {}, { RunOrder: 2 })],
      }),
      perform: (name) => (name === failing ? { external: { id: 'x:1' }, ...result } : {}),
    });
    const failed = [...details].find(([line]) => line.endsWith(`${failing} FAILED`))?.[1];

    expect(failed).toMatchObject({
      'execution-result': {
        'external-execution-id': 'x:1',
        'external-execution-summary': summary,
        'error-code': 'JobFailed',
      },
    });
    expect(failed).not.toHaveProperty('input-artifacts');
    expect(failed).not.toHaveProperty('output-artifacts');
  });

  test.each([
    ['a person says no', { status: 'rejected', error: 'not today' }],
    ['nobody answers', { status: 'expired', error: 'nobody was there' }],
    ['an action fails', { status: 'failed', error: 'no' }],
  ] as const)('when %s, is that action, stage and execution have failed', async (_case, result) => {
    const { lines } = await reportsOf({
      deployed: pipeline,
      perform: (name) => (name === 'Approve' ? result : {}),
    });

    expect(lines.filter((line) => line.endsWith('FAILED')).toSorted()).toEqual([
      'Action prod Approve FAILED',
      'Pipeline FAILED',
      'Stage prod FAILED',
    ]);
  });

  test('is that an execution which has changed its pipeline is cancelled, and another starts', async () => {
    const before = definition({ Source: [sourceAction()], Update: [buildAction('SelfMutate')] });
    const properties = { ...before.properties, PipelineType: 'V2' };
    const after = { ...before, version: 8, properties };
    const { changes, reports } = await reportsOf({
      deployed: (performed) => (performed < 2 ? before : after),
    });

    const executions = changes.map(({ detail }) => detail).filter(({ stage }) => !stage);
    expect(executions).toHaveLength(4);
    expect(executions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ 'execution-id': 'c0ffee-1', state: 'CANCELED', version: 7 }),
        expect.objectContaining({
          'execution-id': 'c0ffee-2',
          state: 'STARTED',
          version: 8,
          'execution-trigger': expect.objectContaining({
            'trigger-type': 'StartPipelineExecution',
          }) as object,
        }),
      ]),
    );
    const statuses = new Map(reports.map(({ summary: s }) => [s.pipelineExecutionId, s.status]));
    expect([...statuses]).toEqual([
      ['c0ffee-1', 'Cancelled'],
      ['c0ffee-2', 'Succeeded'],
    ]);
  });

  test('control: a fault in an action is told as its failure, and thrown on', async () => {
    const { lines, last } = await reportsOf({
      deployed: pipeline,
      perform: () => {
        throw new Error('AccessDenied');
      },
    });

    expect(lines).toContain('Action Source Source FAILED');
    expect(last?.actions[0]?.output?.executionResult?.errorDetails?.message).toBe('AccessDenied');
  });
});

describe('the order of events', () => {
  const commits = Array.from({ length: 20 }, (_, index) => `c0ffee${index}`);
  const orderFor = async (commit: string) =>
    (await reportsOf({ deployed: pipeline, commit })).lines;

  test('is not that of what happened, for one commit or another', async () => {
    const orders = await Promise.all(commits.map(orderFor));
    const precedes = (one: string, other: string) =>
      orders.some((lines) => lines.indexOf(one) < lines.indexOf(other));

    // Recorded in 2022, in quicken/aws-meerkat.
    expect(precedes('Stage prod STARTED', 'Stage Source SUCCEEDED')).toBe(true);
    expect(precedes('Action prod Approve STARTED', 'Stage prod STARTED')).toBe(true);
    expect(precedes('Pipeline SUCCEEDED', 'Stage prod SUCCEEDED')).toBe(true);
    expect(precedes('Stage Source STARTED', 'Pipeline STARTED')).toBe(true);
  });

  test('is the same each time for a commit', async () => {
    const [commit = ''] = commits;
    expect(await orderFor(commit)).toEqual(await orderFor(commit));
  });

  test.each(commits)(
    'lets no event come before what it tells has happened (%s)',
    async (commit) => {
      const { reports } = await reportsOf({ deployed: pipeline, commit });
      for (const { changes, actions } of reports) {
        for (const { detail } of changes.filter((change) => change.detail['action'])) {
          const action = actions.find(({ actionName }) => actionName === detail['action']);
          const isPossible = detail.state === 'STARTED' || action?.status !== 'InProgress';
          expect([detail['action'], isPossible && action !== undefined]).toEqual([
            detail['action'],
            true,
          ]);
        }
      }
    },
  );

  test.each(commits.slice(0, 5))('keeps no event back while %s takes its time', async (commit) => {
    const soon: (() => void)[] = [];
    const seen: string[] = [];
    await runPipeline({
      deployed: pipeline,
      commit,
      afterLateness: (act) => soon.push(act),
      tell: ({ changes }) => {
        seen.push(...changes.map(({ detail }) => `${detail.action ?? ''} ${detail.state}`));
        return Promise.resolve();
      },
      perform: async (name) => {
        if (name !== 'Approve') return {};
        for (const act of soon.splice(0)) act();
        await Promise.resolve();
        expect(seen).toContain('Approve STARTED');
        return {};
      },
    });
    expect(seen).toContain('Approve SUCCEEDED');
  });
});

describe('what the API is told', () => {
  test('of an approval is the comment with its variables, and a token while it waits', async () => {
    const { reports } = await reportsOf({
      deployed: pipeline,
      perform: (name) => (name === 'Source' ? { variables: { CommitId: 'c0ffee' } } : {}),
    });
    const waiting = reports.find(({ actions }) => actions.at(-1)?.actionName === 'Approve');

    expect(waiting?.actions[1]?.input).toMatchObject({
      configuration: { CustomData: 'Commit #{Source.CommitId}' },
      resolvedConfiguration: { CustomData: 'Commit c0ffee' },
    });
    expect(waiting?.stages.at(-1)?.actionStates?.[0]?.latestExecution).toMatchObject({
      status: 'InProgress',
      token: waiting?.actions[1]?.actionExecutionId,
    });
  });

  test('of a failed build is what CodePipeline says, not what its log does', async () => {
    const { last } = await reportsOf({
      deployed: definition({ Source: [sourceAction()], Build: [buildAction('Synth')] }),
      perform: (name) =>
        name === 'Synth'
          ? { status: 'failed', error: 'the end of the log', external: { id: 'p:1' } }
          : {},
    });

    expect(last?.actions[1]).toMatchObject({
      status: 'Failed',
      output: {
        executionResult: {
          externalExecutionId: 'p:1',
          errorDetails: { message: 'Build terminated with state: FAILED' },
        },
      },
    });
  });
});
