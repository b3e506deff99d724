import { parseEvent } from '../../../../lambdas/pipeline-notifications/core/parse-event';
import { approvalNeeded, ended } from '../fakes';

const parse = (event: unknown) => parseEvent(event, 'waypost');

/** The beginning of an approval, without a field. */
function without(field: 'stage' | 'action' | 'execution-id') {
  const event = approvalNeeded('e-1', 'prod');
  return { ...event, detail: { ...event.detail, [field]: undefined } };
}

describe('event of the pipeline', () => {
  test('tells that an execution ended, and at which attempt', () => {
    expect(parse(ended('e-1', 'SUCCEEDED'))).toEqual({ kind: 'succeeded', executionId: 'e-1' });
    const retried = ended('e-1', 'FAILED');
    const detail = { ...retried.detail, 'pipeline-execution-attempt': 2 };
    expect(parse({ ...retried, detail })).toMatchObject({ kind: 'failed', attempt: 2 });
  });

  test('tells that an approval begins to wait', () => {
    expect(parse(approvalNeeded('e-1', 'prod'))).toEqual({
      kind: 'approval-needed',
      executionId: 'e-1',
      stage: 'prod',
      action: 'Approve',
      at: new Date('2026-11-25T12:15:00Z'),
    });
  });

  test('names the run of an approval, where it has an id', () => {
    const event = approvalNeeded('e-1', 'prod');
    const withId = (id: unknown) => ({
      ...event,
      detail: { ...event.detail, 'action-execution-id': id },
    });
    expect(parse(withId('a-1'))).toMatchObject({ runId: 'a-1' });
    expect(parse(withId(7))).not.toHaveProperty('runId');
  });

  test('takes an attempt that is no number for none', () => {
    const event = ended('e-1', 'FAILED');
    const detail = { ...event.detail, 'pipeline-execution-attempt': '2' };
    expect(parse({ ...event, detail })).not.toHaveProperty('attempt');
  });

  test.each(['STARTED', 'RESUMED', 'SUPERSEDED', 'STOPPED', 'STOPPING', 'CANCELED'])(
    'is not reported when the execution is %s, as a self-mutation makes it',
    (state) => {
      expect(parse(ended('e-1', state))).toBeUndefined();
    },
  );

  test.each([
    ['of another pipeline', ended('e-1', 'FAILED', 'other')],
    ['of an approval that was given', approvalNeeded('e-1', 'prod', 'SUCCEEDED')],
    ['of an approval without a stage', without('stage')],
    ['of an approval without a name', without('action')],
    ['of no execution', without('execution-id')],
    [
      'of a stage',
      {
        ...approvalNeeded('e-1', 'prod'),
        'detail-type': 'CodePipeline Stage Execution State Change',
      },
    ],
    ['of nothing', undefined],
    ['of something else', { 'detail-type': 'Scheduled Event', detail: {} }],
  ])('is not reported %s', (_, event) => {
    expect(parse(event)).toBeUndefined();
  });
});
