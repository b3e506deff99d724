import { ROUTES } from '../../../lambdas/contact-form/contract';
import { statusHandler } from '../../../lambdas/contact-form/http/status-handler';
import { type SubmissionStatusReader, Unavailable } from '../../../lambdas/contact-form/ports';
import { fakeLog, httpEvent, ID } from './fakes';

const stored: SubmissionStatusReader = {
  statusOf: (id) => Promise.resolve(id === ID ? 'mailed' : undefined),
};

function get(id: string, { signed = true, reader = stored } = {}) {
  const event = httpEvent({ routeKey: ROUTES.smokeTestStatus, signed, pathParameters: { id } });
  return statusHandler(reader, fakeLog().log)(event, { awsRequestId: 'request-1' });
}

describe('status of a submission', () => {
  test('is its id and status and nothing else', async () => {
    const response = await get(ID);
    expect(response.statusCode).toBe(200);
    expect(JSON.parse(response.body ?? '')).toEqual({ id: ID, status: 'mailed' });
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  test('is not found for an id that is not stored', async () => {
    expect((await get(ID.replace('7', '8'))).statusCode).toBe(404);
  });

  test('is not looked up for what cannot be an id', async () => {
    const reader: SubmissionStatusReader = { statusOf: () => Promise.reject(new Error('asked')) };
    expect((await get('ada@example.org', { reader })).statusCode).toBe(404);
  });

  test('is refused without IAM authorisation', async () => {
    expect((await get(ID, { signed: false })).statusCode).toBe(403);
  });

  test('is 503 when the table does not answer', async () => {
    const reader: SubmissionStatusReader = {
      statusOf: () => Promise.reject(new Unavailable('dynamodb', new Error('down'))),
    };
    const response = await get(ID, { reader });
    expect(response).toMatchObject({ statusCode: 503, headers: { 'retry-after': '30' } });
  });
});
