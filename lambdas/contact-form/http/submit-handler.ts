import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { errorFields, type Logger } from '../../shared/logger';
import { ROUTES } from '../contract';
import { submit } from '../core/submit';
import { type SubmissionQueue, Unavailable } from '../ports';
import type { Destination } from '../submission';
import { isSigned } from './is-signed';
import { BODY_MAX, mediaTypeOf, parseRequest } from './parse-request';
import * as respond from './respond';

export interface SubmitHandlerPorts {
  readonly queue: SubmissionQueue;
  readonly thankYouUrl: string;
  readonly newId: () => string;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Serves POST /contact and POST /smoke-test. Never rejects: Lambda would log the error's message. */
export function submitHandler({ queue, thankYouUrl, newId, now, log: logger }: SubmitHandlerPorts) {
  return async (
    event: APIGatewayProxyEventV2,
    context: Pick<Context, 'awsRequestId'>,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    const log = logger.with({ requestId: context.awsRequestId });
    const destination = destinationOf(event.routeKey);
    if (destination === undefined) return respond.notFound(`No route ${event.routeKey}.`);
    // API Gateway has refused an unsigned request already, unless somebody took its authoriser away.
    if (destination === 'simulator' && !isSigned(event)) return respond.forbidden();
    const audience = destination === 'owner' && mediaTypeOf(event) === 'form' ? 'html' : 'json';

    try {
      const parsed = parseRequest(event);
      switch (parsed.kind) {
        case 'unsupported-type':
          log.info('submission.unsupported-type');
          return respond.unsupportedType();
        case 'too-large':
          log.info('submission.too-large');
          return respond.tooLarge(BODY_MAX, audience);
        case 'malformed':
          log.info('submission.malformed');
          return respond.refused(parsed.errors, audience);
        case 'fields':
      }

      const outcome = await submit(
        { fields: parsed.fields, destination, id: newId(), receivedAt: now() },
        queue,
      );
      if (outcome.kind === 'refused') {
        log.info('submission.refused', { fields: outcome.errors.map(({ field }) => field) });
        return respond.refused(outcome.errors, audience);
      }
      log.info(`submission.${outcome.kind}`, { submissionId: outcome.id, destination });
      return respond.accepted(outcome.id, audience, thankYouUrl);
    } catch (error) {
      log.error('submission.failed', { error: errorFields(error) });
      return error instanceof Unavailable
        ? respond.unavailable(audience)
        : respond.internalError(audience);
    }
  };
}

function destinationOf(routeKey: string): Destination | undefined {
  switch (routeKey) {
    case ROUTES.submit:
      return 'owner';
    case ROUTES.smokeTest:
      return 'simulator';
    default:
      return undefined;
  }
}
