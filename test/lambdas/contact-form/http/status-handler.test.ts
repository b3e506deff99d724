import { ROUTES } from '../../../../lambdas/contact-form/contract';
import { statusHandler } from '../../../../lambdas/contact-form/http/status-handler';
import { type SubmissionStatusReader, Unavailable } from '../../../../lambdas/contact-form/ports';
import { fakeLog, ID } from '../fakes';
import { eventV1, eventV2 } from '../http-events';

const stored: SubmissionStatusReader = {
  statusOf: (id) => Promise.resolve(id === ID ? { status: 'mailed' } : undefined),
};

function get(
  id: string,
  { signed = true, reader = stored, event = eventV2, log = fakeLog().log } = {},
) {
  const options = { routeKey: ROUTES.smokeTestStatus, signed, pathParameters: { id } };
  return statusHandler(reader, log)(event(options), { awsRequestId: 'request-1' });
}

describe('status of a submission', () => {
  test.each([
    ['1.0', eventV1],
    ['2.0', eventV2],
  ])('is its id and status and nothing else, in payload format %s', async (_, event) => {
    const response = await get(ID, { event });
    expect(response.statusCode).toBe(200);
    expect(JSON.parse(response.body ?? '')).toEqual({ id: ID, status: 'mailed' });
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  test('says why it is not mailed', async () => {
    const state = { status: 'received', reason: 'access-denied' } as const;
    const reader: SubmissionStatusReader = { statusOf: () => Promise.resolve(state) };
    expect(JSON.parse((await get(ID, { reader })).body ?? '')).toEqual({ id: ID, ...state });
  });

  test('is not found for an id that is not stored', async () => {
    expect((await get(ID.replace('7', '8'))).statusCode).toBe(404);
  });

  test.each(['ada@example.org', `${ID}0`, `0${ID}`])(
    'is not looked up for %s, which cannot be an id',
    async (id) => {
      const reader: SubmissionStatusReader = { statusOf: () => Promise.reject(new Error('asked')) };
      expect((await get(id, { reader })).statusCode).toBe(404);
    },
  );

  test('is refused without IAM authorisation', async () => {
    expect((await get(ID, { signed: false })).statusCode).toBe(403);
  });

  test.each([
    [new Unavailable('dynamodb', new Error('down')), 503],
    [new RangeError('bug'), 500],
  ])('is refused after %s with %i', async (fault, statusCode) => {
    const reader: SubmissionStatusReader = { statusOf: () => Promise.reject(fault) };
    const { log, entries } = fakeLog();
    expect(await get(ID, { reader, log })).toMatchObject({ statusCode });
    expect(entries()).toMatchObject([
      {
        level: 'error',
        event: 'status.failed',
        requestId: 'request-1',
        submissionId: ID,
        error: { name: fault.name },
      },
    ]);
  });

  test('is on no other route, and in no other event', async () => {
    const { log, entries } = fakeLog();
    const handler = statusHandler(stored, log);
    const other = eventV2({ signed: true, pathParameters: { id: ID } });
    expect((await handler(other, { awsRequestId: 'r' })).statusCode).toBe(404);
    expect((await handler({}, { awsRequestId: 'r' })).statusCode).toBe(400);
    expect(entries()).toMatchObject([{ level: 'warn', event: 'request.unreadable' }]);
  });
});
