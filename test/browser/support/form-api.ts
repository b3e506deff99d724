import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { FormDefinition } from '../../../lambdas/contact-form/contract';
import type { Submission } from '../../../lambdas/contact-form/submission';
import { eventV2 } from '../../lambdas/contact-form/http-events';
import { fakeSubmit } from '../../lambdas/contact-form/submit-fakes';
import { listen, type Server } from './server';

export interface FormApi extends Server {
  /** Of the posts, in their order. */
  readonly headers: IncomingHttpHeaders[];
  /** What the queue took. */
  readonly sent: Submission[];
  /** Pages whose messages are taken. */
  readonly allowedOrigins: string[];
}

/** What API Gateway and `submit` are to a browser that posts a form: the function itself, on a queue in memory. */
export async function formApi(
  forms: readonly FormDefinition[],
  siteOrigin: string,
): Promise<FormApi> {
  const headers: IncomingHttpHeaders[] = [];
  const allowedOrigins: string[] = [];
  const { handler, sent } = fakeSubmit({}, { forms, siteOrigin, allowedOrigins });
  const server = await listen(async (request, response) => {
    headers.push(request.headers);
    const event = eventV2({
      pathParameters: { form: request.url?.split('/').at(-1) ?? '' },
      headers: request.headers as Record<string, string>,
      body: await text(request),
      base64: true,
    });
    const answer = await handler(event, { awsRequestId: 'browser' });
    response.writeHead(answer.statusCode ?? 500, answer.headers as Record<string, string>);
    response.end(answer.body);
  });
  return { ...server, headers, sent, allowedOrigins };
}
