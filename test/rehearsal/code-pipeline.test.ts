import type { PipelineNews } from '../../rehearsal/emulator/types';
import { approvalAction, buildAction, definition, deployAction, sourceAction } from './support';
import { runPipeline, type PipelineRun } from './run-pipeline';

/** The news of a run, and its changes as `<what> <state>`. */
async function newsOf(run: Omit<PipelineRun, 'tell'>) {
  const news: PipelineNews[] = [];
  await runPipeline({
    ...run,
    tell: (one) => {
      news.push(one);
      return Promise.resolve();
    },
  });
  const changes = news.flatMap((one) => one.changes);
  const lines = changes.map(({ detailType, detail }) => {
    const told = detail as { stage?: string; action?: string; state: string };
    const [, kind] = detailType.split(' ');
    return [kind, told.stage, told.action, told.state].filter(Boolean).join(' ');
  });
  return { news, changes, lines, last: news.at(-1) };
}

const pipeline = definition({
  Source: [sourceAction({ Namespace: 'Source' })],
  prod: [
    approvalAction({ Configuration: { CustomData: 'Commit #{Source.CommitId}' } }),
    deployAction('Storage', {}, { RunOrder: 2 }),
  ],
});

describe('what EventBridge is told', () => {
  test('is each beginning and each end, in order', async () => {
    const { lines } = await newsOf({ deployed: pipeline });

    expect(lines).toEqual([
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
    ]);
  });

  test('has the shape that AWS documents', async () => {
    const external = { id: 'p:1', url: 'https://example.com', summary: 'said' };
    const { changes } = await newsOf({ deployed: pipeline, perform: () => ({ external }) });
    const common = {
      pipeline: 'waypost',
      'execution-id': 'c0ffee-1',
      'start-time': expect.stringMatching(/^\d{4}-.*Z$/) as string,
      version: 1,
      'pipeline-execution-attempt': 1,
    };

    expect(changes[0]?.detail).toEqual({
      ...common,
      'execution-trigger': { 'trigger-type': 'WebhookV2', 'trigger-detail': 'Source' },
      state: 'STARTED',
    });
    expect(changes[3]).toEqual({
      detailType: 'CodePipeline Action Execution State Change',
      detail: {
        ...common,
        stage: 'Source',
        action: 'Source',
        'action-execution-id': expect.stringMatching(/^[\w-]{36}$/) as string,
        state: 'SUCCEEDED',
        region: 'eu-west-1',
        type: {
          owner: 'AWS',
          category: 'Source',
          provider: 'CodeStarSourceConnection',
          version: '1',
        },
        'input-artifacts': [],
        'output-artifacts': [{ name: 'Source' }],
        'execution-result': {
          'external-execution-id': 'p:1',
          'external-execution-url': 'https://example.com',
          'external-execution-summary': 'said',
        },
      },
    });
  });

  test.each([
    ['a person says no', { status: 'rejected', error: 'not today' }],
    ['nobody answers', { status: 'expired', error: 'nobody was there' }],
    ['an action fails', { status: 'failed', error: 'no' }],
  ] as const)('when %s, is that action, stage and execution have failed', async (_case, result) => {
    const { lines } = await newsOf({
      deployed: pipeline,
      perform: (name) => (name === 'Approve' ? result : {}),
    });

    expect(lines.slice(-3)).toEqual([
      'Action prod Approve FAILED',
      'Stage prod FAILED',
      'Pipeline FAILED',
    ]);
  });

  test('is that an execution which has changed its pipeline is cancelled, and another starts', async () => {
    const before = definition({ Source: [sourceAction()], Update: [buildAction('SelfMutate')] });
    const after = { ...before, properties: { ...before.properties, PipelineType: 'V2' } };
    const { lines, changes, news } = await newsOf({
      deployed: (performed) => (performed < 2 ? before : after),
    });

    const cancelled = lines.indexOf('Pipeline CANCELED');
    expect(lines[cancelled + 1]).toBe('Pipeline STARTED');
    expect(changes[cancelled + 1]?.detail).toMatchObject({
      'execution-id': 'c0ffee-2',
      'execution-trigger': { 'trigger-type': 'StartPipelineExecution' },
    });
    expect(lines.at(-1)).toBe('Pipeline SUCCEEDED');
    const statuses = new Map(news.map(({ summary: s }) => [s.pipelineExecutionId, s.status]));
    expect([...statuses]).toEqual([
      ['c0ffee-1', 'Cancelled'],
      ['c0ffee-2', 'Succeeded'],
    ]);
  });

  test('control: a fault in an action is told as its failure, and thrown on', async () => {
    const { lines, last } = await newsOf({
      deployed: pipeline,
      perform: () => {
        throw new Error('AccessDenied');
      },
    });

    expect(lines).toContain('Action Source Source FAILED');
    expect(last?.actions[0]?.output?.executionResult?.errorDetails?.message).toBe('AccessDenied');
  });
});

describe('what the API is told', () => {
  test('of an approval is the comment with its variables, and a token while it waits', async () => {
    const { news } = await newsOf({
      deployed: pipeline,
      perform: (name) => (name === 'Source' ? { variables: { CommitId: 'c0ffee' } } : {}),
    });
    const waiting = news.find(({ actions }) => actions.at(-1)?.actionName === 'Approve');

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
    const { last } = await newsOf({
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
