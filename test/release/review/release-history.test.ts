import type {
  ListPipelineExecutionsCommand,
  PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import { releaseHistory } from '../../../release/review/release-history';

const execution = (id: string, status: string): PipelineExecutionSummary => ({
  pipelineExecutionId: id,
  status: status as PipelineExecutionSummary['status'],
  sourceRevisions: [{ actionName: 'Source', revisionId: `commit-of-${id}` }],
});

/** Executions, newest first, of which the stage filter sees those of the current structure alone. */
function history(all: PipelineExecutionSummary[], seenByFilter: string[]) {
  const codePipeline = {
    send: ({ input }: ListPipelineExecutionsCommand) =>
      Promise.resolve({
        pipelineExecutionSummaries: input.filter?.succeededInStage
          ? all.filter(({ pipelineExecutionId = '' }) => seenByFilter.includes(pipelineExecutionId))
          : all,
      }),
  };
  const absent = { send: () => Promise.reject(Object.assign(new Error(), { name: 'NoSuchKey' })) };
  const place = { pipeline: 'waypost', bucket: 'artifacts' };
  return releaseHistory(place, codePipeline, absent);
}

const NOW = execution('now', 'InProgress');

describe('the last release', () => {
  test('is the newest execution that went through the stage', async () => {
    const all = [NOW, execution('b', 'Failed'), execution('a', 'Succeeded')];
    const last = history(all, ['now', 'b', 'a']).lastRelease('prod', 'now');
    expect(await last).toEqual({ commit: 'commit-of-b' });
  });

  test('is still known when the pipeline has changed since', async () => {
    const all = [NOW, execution('b', 'Failed'), execution('a', 'Succeeded')];
    expect(await history(all, []).lastRelease('prod', 'now')).toEqual({ commit: 'commit-of-a' });
  });

  test('is none where nothing ever got through', async () => {
    const all = [NOW, execution('a', 'Failed')];
    expect(await history(all, []).lastRelease('prod', 'now')).toBeUndefined();
  });
});
