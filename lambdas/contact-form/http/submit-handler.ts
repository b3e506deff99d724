import type { Context } from 'aws-lambda';
import type { HttpResponse } from '../../shared/http-response';
import { errorFields } from '../../shared/logger';
import { type FormDefinition, METRICS, ROUTES, type SubmitForms } from '../contract';
import { Unavailable } from '../ports';
import { getChallenge } from './get-challenge';
import { isPostedForm, mediaTypeOf } from './parse-request';
import { postForm } from './post-form';
import { type HttpRequest, readRequest } from './read-request';
import * as respond from './respond';
import type { SubmitHandlerPorts } from './form-request';

/** Takes the messages that the pipeline's smoke test sends. */
const SMOKE_TEST_FORM: FormDefinition = {
  name: 'smoke-test',
  language: 'en',
  fields: [],
  receipt: false,
  proofOfWork: false,
  page: '',
  thankYouPage: '',
};

/**
 * Serves POST /forms/{form}, GET /forms/{form}/challenge and POST /smoke-test. Never rejects: Lambda
 * would log the error's message.
 */
export function submitHandler({ log: logger, ...ports }: SubmitHandlerPorts) {
  return async (event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<HttpResponse> => {
    const log = logger.with({ requestId: context.awsRequestId });
    let audience = respond.PROGRAM;
    try {
      const request = readRequest(event);
      if (request === undefined) {
        log.warn('request.unreadable');
        return respond.json(400, { message: 'This is no request of an HTTP API.' });
      }
      const { routeKey } = request;
      const smokeTest = routeKey === ROUTES.smokeTest;
      if (!smokeTest && routeKey !== ROUTES.submit && routeKey !== ROUTES.challenge) {
        return respond.notFound('There is no such route.');
      }
      // API Gateway has refused an unsigned request already, unless somebody took its authoriser away.
      if (smokeTest && !request.signed) return respond.unsigned();

      const form = smokeTest ? SMOKE_TEST_FORM : formOf(request, ports.forms);
      const html = routeKey === ROUTES.submit && isPostedForm(request);
      // The answer for a missing form is in the site's language, which is that of its front page.
      const { language } = form ?? ports.forms[0] ?? SMOKE_TEST_FORM;
      audience = { format: html ? 'html' : 'json', language };
      if (form === undefined) return respond.failed(404, audience, (texts) => texts.unknownForm);

      if (!isAllowed(request, ports.allowedOrigins)) {
        log.info('submission.refused', { form: form.name, reason: 'origin' });
        ports.metrics.count(METRICS.refused, 'origin');
        return respond.failed(403, audience, (texts) => texts.forbiddenOrigin);
      }
      const work = routeKey === ROUTES.challenge ? getChallenge : postForm;
      return await work({ request, form, audience }, { ...ports, log });
    } catch (error) {
      log.error('submission.failed', { error: errorFields(error) });
      return error instanceof Unavailable
        ? respond.unavailable(audience)
        : respond.failed(500, audience, (texts) => texts.internalError);
    }
  };
}

function formOf({ pathParameters }: HttpRequest, forms: SubmitForms): FormDefinition | undefined {
  return forms.find(({ name }) => name === pathParameters['form']);
}

/**
 * A browser names the origin of the page that posts. A client without an origin is no browser, and
 * could send any. `null` is a browser that may not name the origin: the page forbids it
 * (Referrer-Policy), or is sandboxed. It is accepted from a plain form, because such a page can
 * send nothing else. A script always names its page, unless it hides.
 * https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
function isAllowed(request: HttpRequest, allowed: readonly string[]): boolean {
  const origins = request.headers.get('origin') ?? [];
  return origins.every((origin) =>
    origin === 'null' ? isPlainPost(request) : allowed.includes(origin),
  );
}

/**
 * Whether the browser will show the answer, as far as the request says.
 * https://www.w3.org/TR/fetch-metadata/ A form of a type that is not read is one: its refusal,
 * which tells what to change, comes later.
 */
function isPlainPost(request: HttpRequest): boolean {
  const [mode = 'navigate'] = request.headers.get('sec-fetch-mode') ?? [];
  return (
    request.routeKey === ROUTES.submit &&
    mediaTypeOf(request) !== 'json' &&
    isPostedForm(request) &&
    mode === 'navigate'
  );
}
