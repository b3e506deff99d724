import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { codeBuildLogs } from '../../../../lambdas/pipeline-notifications/adapters/codebuild-logs';
import { codePipelineHistory } from '../../../../lambdas/pipeline-notifications/adapters/codepipeline-history';
import { s3Claims } from '../../../../lambdas/pipeline-notifications/adapters/s3-claims';
import { s3Records } from '../../../../lambdas/pipeline-notifications/adapters/s3-records';
import { snsPublisher } from '../../../../lambdas/pipeline-notifications/adapters/sns-publisher';
import { NOTIFICATIONS_PREFIX } from '../../../../lambdas/pipeline-notifications/contract';
import { CLAIMS_CONTRACT } from '../claims-contract';
import { FakeClaims } from '../fakes';
import { after } from '../samples';

test.each(CLAIMS_CONTRACT)('claims of the fake %s', async (_, check) => {
  await expect(check(new FakeClaims())).resolves.toBeUndefined();
});

/** A bucket that keeps S3's conditions of a write. */
function bucket() {
  const objects = new Map<string, string>();
  const send = (command: unknown) => {
    const { Bucket, Key, Body, IfNoneMatch } = (command as PutObjectCommand).input;
    const at = `${Bucket}/${Key}`;
    if (command instanceof DeleteObjectCommand) return Promise.resolve(objects.delete(at));
    if (command instanceof PutObjectCommand) {
      if (IfNoneMatch === '*' && objects.has(at)) {
        return Promise.reject(
          Object.assign(new Error('At least one of the pre-conditions did not hold'), {
            name: 'PreconditionFailed',
          }),
        );
      }
      return Promise.resolve(objects.set(at, Body as string));
    }
    return Promise.resolve({
      Body: { transformToString: () => Promise.resolve(objects.get(at)) },
    });
  };
  return { objects, client: { send } as never };
}

test.each(CLAIMS_CONTRACT)('claims in a bucket %s', async (_, check) => {
  await expect(check(s3Claims(bucket().client, 'artifacts'))).resolves.toBeUndefined();
});

test('claims are kept where the bucket forgets them', async () => {
  const { objects, client } = bucket();
  await s3Claims(client, 'artifacts').claim('key', 'owner');
  expect([...objects]).toEqual([[`artifacts/${NOTIFICATIONS_PREFIX}key`, 'owner']]);
});

test('claims are nobody’s where S3 does not answer', async () => {
  const { client } = answering(Object.assign(new Error('down'), { name: 'TimeoutError' }));
  await expect(s3Claims(client, 'artifacts').claim('key', 'owner')).rejects.toThrow('down');
});

interface Command {
  readonly input: Readonly<Record<string, unknown>>;
}

/** A client whose calls are answered one after the other. */
function answering(...answers: unknown[]) {
  const asked: Command['input'][] = [];
  const send = ({ input }: Command) => {
    asked.push(input);
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { asked, client: { send } as never };
}

function pipeline(...answers: unknown[]) {
  const { asked, client } = answering(...answers);
  const real = new CodePipelineClient({ region: 'eu-west-1' });
  return {
    asked,
    history: codePipelineHistory(Object.assign(real, client), 'waypost'),
  };
}

const summary = (id: string, minutes: number) => ({
  pipelineExecutionId: id,
  status: 'Succeeded',
  startTime: after(minutes),
  sourceRevisions: [{ actionName: 'Source', revisionId: 'c0ffee' }],
});

describe('history of CodePipeline', () => {
  test('is read as far back as it is asked for, the latest first', async () => {
    const { asked, history } = pipeline(
      { pipelineExecutionSummaries: [summary('e-3', 30)], nextToken: 'more' },
      { pipelineExecutionSummaries: [summary('e-2', 20), summary('e-1', 10)], nextToken: 'more' },
    );
    const found = await history.executions(after(15));
    expect(found.map(({ id }) => id)).toEqual(['e-3', 'e-2']);
    expect(found[0]).toMatchObject({ status: 'Succeeded', commitId: 'c0ffee' });
    expect(asked).toHaveLength(2);
  });

  test('begins with the moment that it is asked for, whatever the order of the pages', async () => {
    const { history } = pipeline({
      pipelineExecutionSummaries: [summary('e-1', 10), summary('e-0', 5), summary('e-2', 20)],
    });
    expect((await history.executions(after(10))).map(({ id }) => id)).toEqual(['e-2', 'e-1']);
  });

  test('has of an execution what CodePipeline says of it, and nothing else', async () => {
    const bare = { ...summary('e-1', 10), sourceRevisions: [] };
    const { history } = pipeline({
      pipelineExecutionSummaries: [{ ...summary('e-2', 20), statusSummary: 'why' }, bare],
    });
    expect(await history.executions()).toStrictEqual([
      {
        id: 'e-2',
        status: 'Succeeded',
        startedAt: after(20),
        statusSummary: 'why',
        commitId: 'c0ffee',
      },
      { id: 'e-1', status: 'Succeeded', startedAt: after(10) },
    ]);
  });

  test('is the latest page without that', async () => {
    const { asked, history } = pipeline({
      pipelineExecutionSummaries: [summary('e-1', 10)],
      nextToken: 'more',
    });
    expect(await history.executions()).toHaveLength(1);
    expect(asked).toEqual([{ pipelineName: 'waypost', maxResults: 100, nextToken: undefined }]);
  });

  test('has every run of an execution, with what the action said', async () => {
    const detail = {
      actionExecutionId: 'a-1',
      stageName: 'prod',
      actionName: 'Check',
      status: 'Failed',
      startTime: after(0),
      lastUpdateTime: after(1),
      input: { actionTypeId: { category: 'Invoke', provider: 'Lambda' } },
      output: {
        outputVariables: { CommitId: 'c0ffee' },
        executionResult: {
          externalExecutionId: 'x',
          externalExecutionUrl: 'https://x',
          errorDetails: { message: 'prod changed' },
        },
      },
    };
    const { asked, history } = pipeline(
      { actionExecutionDetails: [detail], nextToken: 'more' },
      { actionExecutionDetails: [{ ...detail, actionExecutionId: 'a-2', output: undefined }] },
    );
    const runs = await history.runs('e-1');
    expect(runs).toHaveLength(2);
    expect(runs[0]).toMatchObject({ externalId: 'x', message: 'prod changed', endedAt: after(1) });
    const run = {
      stage: 'prod',
      action: 'Check',
      category: 'Invoke',
      provider: 'Lambda',
      status: 'Failed',
      startedAt: after(0),
      endedAt: after(1),
      variables: {},
    };
    expect(runs[0]).toStrictEqual({
      ...run,
      id: 'a-1',
      externalId: 'x',
      url: 'https://x',
      message: 'prod changed',
      variables: { CommitId: 'c0ffee' },
    });
    expect(runs[1]).toStrictEqual({ ...run, id: 'a-2' });
    expect(asked[0]).toMatchObject({
      pipelineName: 'waypost',
      filter: { pipelineExecutionId: 'e-1' },
    });
  });

  test.each([
    ['the summary', { externalExecutionSummary: 'why' }, 'why'],
    ['the error', { errorDetails: { code: 'JobFailed', message: 'why' } }, 'why'],
    [
      'both',
      { externalExecutionSummary: 'why', errorDetails: { code: 'JobFailed', message: 'why' } },
      'why',
    ],
    [
      'one of two that differ',
      { externalExecutionSummary: 'what', errorDetails: { code: 'JobFailed', message: 'why' } },
      'what\nwhy',
    ],
    [
      'the summary beside an empty error',
      { externalExecutionSummary: 'why', errorDetails: { code: 'JobFailed', message: '' } },
      'why',
    ],
  ])('has the text of a failure that stands in %s', async (_, executionResult, message) => {
    const { history } = pipeline({
      actionExecutionDetails: [
        {
          actionExecutionId: 'a-1',
          stageName: 'Build',
          actionName: 'Synth',
          status: 'Failed',
          startTime: after(0),
          input: { actionTypeId: { category: 'Build', provider: 'CodeBuild' } },
          output: { executionResult },
        },
      ],
    });
    expect(await history.runs('e-1')).toMatchObject([{ message }]);
  });

  test.each([
    [[{ stageName: 'prod' }], 'startTime'],
    [[{ startTime: after(0) }], 'actionExecutionId'],
    [[{ startTime: after(0), actionExecutionId: 'a' }], 'stageName'],
    [[{ startTime: after(0), actionExecutionId: 'a', stageName: 's' }], 'actionName'],
    [
      [{ startTime: after(0), actionExecutionId: 'a', stageName: 's', actionName: 'n' }],
      'category',
    ],
  ])('that answers without what it always tells is a fault: %j', async (details, name) => {
    const { history } = pipeline({ actionExecutionDetails: details });
    await expect(history.runs('e-1')).rejects.toThrow(`CodePipeline answered without ${name}`);
  });
});

test('a build’s log is read by its id, from its end', async () => {
  const { asked, client } = answering({ events: [{ message: 'one\ntwo\n' }, {}] });
  expect(await codeBuildLogs(client, 'builds').tail('Synth:b-1')).toEqual(['one', 'two']);
  expect(asked[0]).toMatchObject({ logStreamName: 'b-1', startFromHead: false });
});

describe('record of a release', () => {
  const failing = (name: string) =>
    s3Records(answering(Object.assign(new Error(name), { name })).client, 'artifacts');

  test.each(['NoSuchKey', 'AccessDenied'])('is none where S3 says %s', async (name) => {
    expect(await failing(name).read('prod', 'e-1')).toBeUndefined();
  });

  test('is not known where S3 does not answer', async () => {
    await expect(failing('TimeoutError').read('prod', 'e-1')).rejects.toThrow('TimeoutError');
  });
});

test('a notification is published as text for mail, and as what chat applications show for the rest', async () => {
  const { asked, client } = answering({});
  await snsPublisher(client, 'arn:topic').publish({
    kind: 'failed',
    key: 'failed-e-1-a-1',
    executionId: 'e-1',
    subject: 'waypost: Build/Synth failed',
    text: 'Mend it.',
  });
  const [{ Subject, Message, MessageAttributes, MessageStructure } = {}] = asked;
  expect([Subject, MessageStructure]).toEqual(['waypost: Build/Synth failed', 'json']);
  expect(MessageAttributes).toEqual({ type: { DataType: 'String', StringValue: 'failed' } });
  const { default: chat, email } = JSON.parse(String(Message)) as Record<string, string>;
  expect(email).toBe('Mend it.');
  expect(JSON.parse(chat ?? '')).toEqual({
    version: '1.0',
    source: 'custom',
    id: 'failed-e-1-a-1',
    content: {
      textType: 'client-markdown',
      title: 'waypost: Build/Synth failed',
      description: 'Mend it.',
    },
    metadata: { threadId: 'e-1', summary: 'waypost: Build/Synth failed', eventType: 'failed' },
  });
});
