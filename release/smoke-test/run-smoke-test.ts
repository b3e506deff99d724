import { AwsClient } from 'aws4fetch';
import {
  MAILBOX_SIMULATOR,
  ROUTES,
  type SMOKE_TEST_ENV,
} from '../../lambdas/contact-form/contract';
import type { RoleCredentials } from '../../lambdas/shared/assume-role';
import { type Clock, eventually, StepFailure, stepRunner } from './step-runner';

export type SmokeTestSettings = Readonly<Record<keyof typeof SMOKE_TEST_ENV, string>>;

export interface SmokeTestPorts extends Clock {
  /** Rejects when the role cannot be assumed. */
  readonly assumeRole: (roleArn: string) => Promise<RoleCredentials>;
  readonly print: (line: string) => void;
}

/** The page may still come from a cache of CloudFront, which the deployment has just invalidated. */
const PAGE_TIMEOUT_MS = 30_000;
const MAILED_TIMEOUT_MS = 60_000;
const REQUEST_TIMEOUT_MS = 15_000;

/** Why SES may not send, most likely first. */
const PARKED =
  'parked: SES may not send yet. Most likely it has not verified the sender. On the first release, ' +
  'click the link that AWS has mailed to contact.sender and retry this action; after ' +
  '"delegated: true", wait until SES > Identities shows DKIM of the domain as successful and retry. ' +
  'Otherwise see SES > Account dashboard: is sending paused, or the daily quota used up?';

/** AccessDenied by SES. IAM or the identity's policy may cause it. */
const REFUSED =
  'SES refuses deliver (AccessDenied). With `restrictSending: true` the policy of the SES identity can be the ' +
  'reason: set it to false and push (docs/runbook.md, "Mail is refused since sending was restricted"). Otherwise the ' +
  'role of deliver lacks a grant: its log has what SES says.';

/** Walks through one environment as a visitor would. Rejects with StepFailure at the first fault. */
export async function runSmokeTest(settings: SmokeTestSettings, ports: SmokeTestPorts) {
  const step = stepRunner(ports, ports.print);
  const api = settings.contactApiUrl.replace(/\/$/, '');

  const form = await step(
    `contact page ${settings.contactPageUrl} holds the form and admits ${api}`,
    () => eventually(() => checkPage(settings.contactPageUrl, api), PAGE_TIMEOUT_MS, ports),
  );
  await step(`POST ${form} refuses an empty form, naming each field`, () =>
    checkRefusal(api, `POST ${form}`),
  );
  await step(`${ROUTES.smokeTest} refuses a request without signature`, () => checkUnsigned(api));

  const credentials = await step(`role ${settings.smokeTestRoleArn} can be assumed`, () =>
    ports.assumeRole(settings.smokeTestRoleArn),
  );
  const client = new AwsClient({
    ...credentials,
    service: 'execute-api',
    region: settings.region,
    retries: 0,
  });
  const id = await step(`${ROUTES.smokeTest} takes a message for the mailbox simulator`, () =>
    sendMessage(api, client),
  );
  await step(`submission ${id} is recorded as mailed`, () =>
    eventually(() => checkMailed(api, id, client), MAILED_TIMEOUT_MS, ports),
  );
}

/** Resolves with the path that the page's form posts to. */
async function checkPage(url: string, api: string): Promise<string> {
  const { status, text } = await request(new Request(url));
  if (status !== 200) throw new StepFailure(`${url} answered ${status}, expected 200.`);
  const [folder] = pathOf(ROUTES.submit).split('{form}');
  const form = text
    .split('action="')
    .map((part) => part.split('"', 1)[0] ?? '')
    .find((action) => action.startsWith(`${api}${folder ?? ''}`));
  if (form === undefined) {
    throw new StepFailure(`${url} holds no form that posts to ${api}: was site/ published?`);
  }
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/i.exec(text)?.[1] ?? '';
  for (const directive of ['connect-src', 'form-action']) {
    const sources = policy.split(';').find((part) => part.trim().startsWith(`${directive} `));
    if (!sources?.split(/\s+/).includes(api)) {
      throw new StepFailure(
        `${url}: its Content-Security-Policy must name ${api} in ${directive}, found ` +
          `"${sources?.trim() ?? 'no such directive'}".`,
      );
    }
  }
  return form.slice(api.length);
}

async function checkRefusal(api: string, route: string) {
  const { status, text } = await request(
    jsonRequest(api, route, { name: '', email: 'not an address', message: '' }),
  );
  const fields = status === 400 ? fieldsOf(text) : [];
  // The owner's own fields may be required as well.
  if (!['name', 'email', 'message'].every((field) => fields.includes(field))) {
    throw new StepFailure(
      `${route} answered ${status} ${excerpt(text)}, expected 400 with errors for name, email and message.`,
    );
  }
}

async function checkUnsigned(api: string) {
  const { status } = await request(jsonRequest(api, ROUTES.smokeTest, {}));
  if (status !== 403) {
    throw new StepFailure(
      `${ROUTES.smokeTest} answered ${status} to a request without signature, expected 403: ` +
        'does the route still have its IAM authoriser?',
    );
  }
}

async function sendMessage(api: string, client: AwsClient): Promise<string> {
  const form = {
    name: 'Waypost smoke test',
    email: MAILBOX_SIMULATOR,
    message: 'Sent by the pipeline after a deployment.',
  };
  const { status, text } = await request(
    await client.sign(jsonRequest(api, ROUTES.smokeTest, form)),
  );
  const id = status === 202 ? parse(text)['id'] : undefined;
  if (typeof id !== 'string') {
    throw new StepFailure(
      `${ROUTES.smokeTest} answered ${status} ${excerpt(text)}, expected 202 with an id. ` +
        'On 403, compare the role with the routes it may invoke; on 503, the queue with the role of submit.',
    );
  }
  return id;
}

async function checkMailed(api: string, id: string, client: AwsClient) {
  const url = api + pathOf(ROUTES.smokeTestStatus).replace('{id}', id);
  const { status, text } = await request(await client.sign(url));
  // 404 until deliver has stored the submission.
  if (status !== 200 && status !== 404) {
    throw new Error(`${url} answered ${status} ${excerpt(text)}, expected 200.`);
  }
  const { status: found, reason } = status === 404 ? { status: 'not stored' } : parse(text);
  // No StepFailure, because waiting does not change these states.
  if (found === 'parked') throw new Error(`submission ${id} is ${PARKED}`);
  if (found === 'failed') {
    throw new Error(
      `submission ${id} failed for good, expected "mailed". The dead-letter queue says why, in the ` +
        'attribute "reason"; so does the log of deliver, or that of feedback if SES took the mail.',
    );
  }
  if (found !== 'mailed') {
    throw new StepFailure(
      `submission ${id} is ${JSON.stringify(found)} after ${MAILED_TIMEOUT_MS / 1000} s, expected "mailed". ` +
        (reason === 'access-denied'
          ? REFUSED
          : 'See the log of deliver and the dead-letter queue.'),
    );
  }
}

async function request(input: Request): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(input, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    // fetch says "fetch failed"; its cause says what happened.
    const { message, cause } = error as Error & { readonly cause?: { readonly message?: string } };
    throw new StepFailure(
      `${input.method} ${input.url} got no answer: ${cause?.message ?? message}.`,
    );
  }
}

function jsonRequest(api: string, route: string, body: unknown): Request {
  return new Request(api + pathOf(route), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** `POST /smoke-test` -> `/smoke-test` */
function pathOf(route: string): string {
  return route.slice(route.indexOf(' ') + 1);
}

function parse(text: string): Record<string, unknown> {
  try {
    return { ...(JSON.parse(text) as object) };
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new StepFailure(`expected JSON, found ${excerpt(text)}.`);
    throw error;
  }
}

function fieldsOf(text: string): unknown[] {
  const { errors } = parse(text);
  return Array.isArray(errors) ? errors.map((error: { field?: unknown }) => error.field) : [];
}

function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
