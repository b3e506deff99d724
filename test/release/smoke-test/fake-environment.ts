import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ROUTES, SITE_API_PLACEHOLDER } from '../../../lambdas/contact-form/contract';
import { renderSite } from '../../../site/render-site';
import { exampleConfig } from '../../helpers/example-config';
import { ID } from '../../lambdas/contact-form/fakes';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A request to the fake; `signed` when it carries a signature for execute-api. */
export interface Seen {
  /** `POST /forms/contact`, or `GET /` for the page. */
  readonly route: string;
  readonly signed: boolean;
  readonly body: string;
}

/** What answers which route; undefined leaves it to the healthy answer. */
export type Fault = (seen: Seen) => Answer | undefined;

export const SUBMIT = ROUTES.submit.replace('{form}', 'contact');

const PAGE = renderSite(exampleConfig().contact.forms)['index.html'] ?? '';

/** The contact page as it is published for an API. */
export function pageOf(apiOrigin: string): string {
  return PAGE.replaceAll(SITE_API_PLACEHOLDER, apiOrigin);
}

const ASSUMED_ROLE = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
  <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
  <SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>`;

/** One server that plays contact page, HTTP API and STS. */
export async function startFakeEnvironment(fault: Fault = () => undefined) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const now: Seen = {
        route: `${request.method ?? ''} ${request.url ?? ''}`,
        signed: (request.headers.authorization ?? '').includes('/execute-api/aws4_request'),
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(now);
      const { status, body } = fault(now) ?? healthy(now, origin);
      response.writeHead(status).end(body);
    });
  });
  const origin = await listen(server);
  return {
    origin,
    seen,
    settings: {
      contactPageUrl: `${origin}/`,
      contactApiUrl: origin,
      smokeTestRoleArn: 'arn:aws:iam::222222222222:role/waypost-dev-smoke-test',
      region: 'eu-west-1',
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function healthy({ route, signed }: Seen, origin: string): Answer {
  switch (route) {
    case 'GET /':
      return { status: 200, body: pageOf(origin) };
    case 'POST /':
      return { status: 200, body: ASSUMED_ROLE };
    case SUBMIT: {
      const errors = ['name', 'email', 'message', 'altcha'].map((field) => ({
        field,
        reason: 'is wrong',
      }));
      return { status: 400, body: JSON.stringify({ errors }) };
    }
    case ROUTES.smokeTest:
      return signed ? { status: 202, body: JSON.stringify({ id: ID }) } : { status: 403, body: '' };
    case ROUTES.smokeTestStatus.replace('{id}', ID):
      return { status: 200, body: JSON.stringify({ id: ID, status: 'mailed' }) };
    default:
      return { status: 404, body: '' };
  }
}
