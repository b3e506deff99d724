import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { jsonOf } from '../../json-of';
import type { ApprovalDesk } from '../../terminal/approvals';
import type { Bundle } from './bundle';
import type { Feed } from '../events/feed';
import { mailSource } from '../cloud/mail-source';
import { readLogPart } from './log-file';
import { PAGE } from './page';
import { objectAddress } from '../cloud/object-address';
import type { ConsoleSources } from '../cloud/sources';
import type { SentMail } from '../../emulator/inventory';
import type { PermissionUse } from '../cloud/views';

export interface RouteResponse {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer;
  /** Whether others wrote it. */
  readonly foreign?: boolean;
}

export interface RouteContext {
  readonly feed: Feed;
  readonly desk: Pick<ApprovalDesk, 'answer'>;
  readonly sources: () => ConsoleSources | undefined;
  readonly bundle: Promise<Bundle>;
}

const NO_PERMISSIONS = Promise.resolve({ callers: [], releases: [] });
const HTML = 'text/html; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';
const NOT_FOUND: RouteResponse = { status: 404, type: TEXT, body: 'Not found.\n' };

export async function respond(
  request: IncomingMessage,
  url: URL,
  context: RouteContext,
): Promise<RouteResponse> {
  const { pathname } = url;
  const route = `${request.method === 'HEAD' ? 'GET' : (request.method ?? '')} ${pathname}`;
  switch (route) {
    case 'GET /':
      return { type: HTML, body: PAGE };
    case 'GET /console.js':
      return { type: 'text/javascript; charset=utf-8', body: (await context.bundle).script };
    case 'GET /console.css':
      return { type: 'text/css; charset=utf-8', body: (await context.bundle).style };
    case 'GET /log':
      return log(url, context.feed);
    case 'POST /approval':
      return approve(request, context);
    case 'GET /mails.json':
      return json((await context.sources()?.mails()) ?? []);
    case 'GET /environments.json':
      return json((await context.sources()?.environments()) ?? []);
    case 'GET /permissions.json':
      return json(await permissions(context));
    case 'GET /submissions.json':
      return json((await context.sources()?.submissions()) ?? []);
    case 'GET /pages.json':
      return json((await context.sources()?.pages()) ?? []);
    case 'GET /link':
      return link(url, context.sources());
    case 'GET /mail-html':
      return mailHtml(url, context.feed);
    case 'GET /mail-source':
      return mailText(url, context.feed);
    default:
      return route.startsWith('GET ') ? object(url, context) : NOT_FOUND;
  }
}

function json(value: unknown, status = 200): RouteResponse {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** The log of an action or a step of the preparation, by its names: no path comes from the browser. */
async function log({ searchParams }: URL, { state }: Feed): Promise<RouteResponse> {
  const text = (name: string) => searchParams.get(name) ?? '';
  const preparation = state.report?.preparations.findLast(
    ({ name }) => name === text('preparation'),
  );
  const found =
    preparation ??
    state.action({
      executionId: text('execution'),
      stage: text('stage'),
      action: text('action'),
    });
  if (!found) return NOT_FOUND;
  // Read first: lines that are written meanwhile come with the next part.
  const running = found.status === 'running';
  const from = Number(text('from'));
  if (!Number.isSafeInteger(from) || from < 0) return NOT_FOUND;
  if (found.logPath === null) return json({ text: '', next: 0, skipped: 0, more: false, running });
  return json({ ...(await readLogPart(found.logPath, from, !running)), running });
}

const answerSchema = z.strictObject({
  executionId: z.string(),
  stage: z.string(),
  action: z.string(),
  approved: z.boolean(),
  // https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ApprovalResult.html
  comment: z.string().trim().max(512).default(''),
});

async function approve(request: IncomingMessage, { desk }: RouteContext): Promise<RouteResponse> {
  const parsed = answerSchema.safeParse(await bodyOf(request));
  if (!parsed.success) return json({ error: z.prettifyError(parsed.error) }, 400);
  const { approved, comment, ...ref } = parsed.data;
  const said = comment === '' ? {} : { comment };
  const reason = comment === '' ? 'the console said no' : comment;
  const open = desk.answer(
    ref,
    approved ? { by: 'console', approved, ...said } : { by: 'console', approved, reason, ...said },
  );
  if (open) return json({});
  return json({ error: 'This question is closed: there is an answer, or its time is over.' }, 409);
}

/** Longest body. An answer is never longer than a comment. */
const LONGEST_BODY = 16_384;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LONGEST_BODY) return undefined;
  }
  return jsonOf(text);
}

function permissions({ feed, sources }: RouteContext): Promise<PermissionUse> {
  return sources()?.permissions(feed.state) ?? NO_PERMISSIONS;
}

async function link(
  { searchParams }: URL,
  sources: ConsoleSources | undefined,
): Promise<RouteResponse> {
  const url = searchParams.get('url');
  return url === null || !sources ? NOT_FOUND : json(await sources.checkLink(url));
}

function mailHtml(url: URL, feed: Feed): RouteResponse {
  const mail = mailOf(url, feed);
  return mail ? { type: HTML, body: mail.html, foreign: true } : NOT_FOUND;
}

async function mailText(url: URL, feed: Feed): Promise<RouteResponse> {
  const mail = mailOf(url, feed);
  return mail ? { type: TEXT, body: await mailSource(mail), foreign: true } : NOT_FOUND;
}

function mailOf({ searchParams }: URL, { state }: Feed): SentMail | undefined {
  return state.mails.find(({ messageId }) => messageId === searchParams.get('id'));
}

async function object(url: URL, { sources, feed }: RouteContext): Promise<RouteResponse> {
  const address = objectAddress(url);
  const found = address && (await sources()?.object(address, feed.state));
  return found ? { type: found.contentType, body: found.body, foreign: true } : NOT_FOUND;
}
