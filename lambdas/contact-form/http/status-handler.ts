import type { Context } from 'aws-lambda';
import type { HttpResponse } from '../../shared/http-response';
import { errorFields, type Logger } from '../../shared/logger';
import { ROUTES } from '../contract';
import { type SubmissionStatusReader, Unavailable } from '../ports';
import { readRequest } from './read-request';
import * as respond from './respond';

/** Serves GET /smoke-test/{id}: 200 with id, status and why it is not mailed, 404 until the submission is stored. */
export function statusHandler(reader: SubmissionStatusReader, logger: Logger) {
  return async (event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<HttpResponse> => {
    const log = logger.with({ requestId: context.awsRequestId });
    const request = readRequest(event);
    if (request === undefined) {
      log.warn('request.unreadable');
      return respond.json(400, { message: 'This is no request of an HTTP API.' });
    }
    if (request.routeKey !== ROUTES.smokeTestStatus) {
      return respond.notFound('There is no such route.');
    }
    if (!request.signed) return respond.unsigned();
    const id = request.pathParameters['id'];
    if (id === undefined || !/^[0-9a-f-]{36}$/.test(id)) {
      return respond.notFound('No such submission.');
    }
    try {
      const state = await reader.statusOf(id);
      if (state === undefined) return respond.notFound('No such submission.');
      return respond.json(200, { id, ...state });
    } catch (error) {
      log.error('status.failed', { submissionId: id, error: errorFields(error) });
      return error instanceof Unavailable
        ? respond.unavailable(respond.PROGRAM)
        : respond.failed(500, respond.PROGRAM, (texts) => texts.internalError);
    }
  };
}
