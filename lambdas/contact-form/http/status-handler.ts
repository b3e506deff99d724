import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { errorFields, type Logger } from '../../shared/logger';
import { type SubmissionStatusReader, Unavailable } from '../ports';
import { isSigned } from './is-signed';
import * as respond from './respond';

/** Serves GET /smoke-test/{id}: 200 with id and status, 404 until the submission is stored. */
export function statusHandler(reader: SubmissionStatusReader, logger: Logger) {
  return async (
    event: APIGatewayProxyEventV2,
    context: Pick<Context, 'awsRequestId'>,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    const log = logger.with({ requestId: context.awsRequestId });
    if (!isSigned(event)) return respond.forbidden();
    const id = event.pathParameters?.['id'];
    if (id === undefined || !/^[0-9a-f-]{36}$/.test(id))
      return respond.notFound('No such submission.');
    try {
      const status = await reader.statusOf(id);
      if (status === undefined) return respond.notFound('No such submission.');
      return respond.json(200, { id, status });
    } catch (error) {
      log.error('status.failed', { submissionId: id, error: errorFields(error) });
      return error instanceof Unavailable
        ? respond.unavailable('json')
        : respond.internalError('json');
    }
  };
}
