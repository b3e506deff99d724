import type { HttpResponse } from '../../shared/http-response';
import { errorFields } from '../../shared/logger';
import { METRICS, PROOF_FIELD, ROUTES } from '../contract';
import { submit } from '../core/submit';
import { BODY_MAX, mediaTypeOf, parseRequest } from './parse-request';
import * as respond from './respond';
import type { FormRequest, SubmitHandlerPorts } from './form-request';

/** 202 or 303 once the queue has the message. Rejects with Unavailable when it did not take it. */
export async function postForm(
  { request, form, audience }: FormRequest,
  { log: logger, metrics, siteOrigin, ...ports }: SubmitHandlerPorts,
): Promise<HttpResponse> {
  const log = logger.with({ form: form.name });
  const countRefused = (reason: string, fields?: readonly string[], code = reason) => {
    log.info('submission.refused', { reason: code, ...(fields && { fields }) });
    metrics.count(METRICS.refused, reason);
  };

  const parsed = parseRequest(request);
  switch (parsed.kind) {
    case 'unsupported-type':
      countRefused('body', undefined, parsed.kind);
      return respond.unreadable('unsupported-type', audience, form);
    case 'too-large':
      countRefused('body', undefined, parsed.kind);
      return respond.failed(413, audience, (texts) => texts.tooLarge(BODY_MAX));
    case 'malformed':
      countRefused('body', undefined, parsed.fault);
      return respond.unreadable(parsed.fault, audience, form);
    case 'fields':
  }

  const outcome = await submit(
    {
      form,
      fields: parsed.fields,
      destination: request.routeKey === ROUTES.smokeTest ? 'simulator' : 'owner',
      scripted: mediaTypeOf(request) === 'json',
      source: request.source,
    },
    ports,
    (error) => {
      log.warn('guard.unavailable', { error: errorFields(error) });
      metrics.count(METRICS.guardUnavailable);
    },
  );
  switch (outcome.kind) {
    case 'refused':
      countRefused(
        'fields',
        outcome.errors.map(({ field }) => field),
      );
      return respond.refused(outcome.errors, audience, form);
    case 'unproven':
      countRefused('proof', undefined, outcome.fault);
      return respond.refused([{ field: PROOF_FIELD, fault: outcome.fault }], audience, form);
    case 'limited':
      countRefused('limit');
      return respond.limited(outcome.waitMs, audience);
    case 'accepted': {
      const { id, destination, spam, marks } = outcome.submission;
      log.info('submission.accepted', {
        submissionId: id,
        destination,
        ...(spam.length > 0 && { spam }),
        ...(marks.length > 0 && { marks }),
      });
      metrics.count(METRICS.received);
      return respond.accepted(id, audience, `${siteOrigin}/${form.thankYouPage}`);
    }
  }
}
