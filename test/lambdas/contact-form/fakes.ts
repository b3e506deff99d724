import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { jsonLogger } from '../../../lambdas/shared/logger';
import { ROUTES } from '../../../lambdas/contact-form/contract';
import type {
  EventPublisher,
  Mailer,
  MailRecord,
  SubmissionQueue,
  SubmissionStore,
} from '../../../lambdas/contact-form/ports';
import { Unavailable } from '../../../lambdas/contact-form/ports';
import type { Submission, SubmissionMailed } from '../../../lambdas/contact-form/submission';

export const ID = '7f9c2ba4-e88f-4ce0-9d3a-5f1de1a30d11';
export const RECEIVED_AT = '2026-11-23T12:00:00.000Z';
export const FORM = { name: 'Ada Lovelace', email: 'ada@example.org', message: 'Hello\nthere' };
export const SUBMISSION: Submission = {
  id: ID,
  receivedAt: RECEIVED_AT,
  form: FORM,
  destination: 'owner',
};

/** Rejects as an adapter does when AWS fails; `times` limits it to the first calls. */
export class Outage {
  constructor(
    readonly service: Unavailable['service'],
    private times = Infinity,
    private readonly cause: Error = new Error('down'),
  ) {}
  strike() {
    if (this.times-- > 0) throw new Unavailable(this.service, this.cause);
  }
}

/** An async port method: what its body throws is a rejection, as in an adapter. */
function port<Args extends unknown[], Result>(body: (...args: Args) => Result) {
  return (...args: Args) =>
    new Promise<Result>((resolve) => {
      resolve(body(...args));
    });
}

export function fakeQueue(outage?: Outage): SubmissionQueue & { readonly sent: Submission[] } {
  const sent: Submission[] = [];
  return {
    sent,
    send: port((submission) => {
      outage?.strike();
      sent.push(submission);
    }),
  };
}

export interface StoredSubmission extends Partial<MailRecord> {
  readonly submission: Submission;
  readonly expiresAt: number;
}

export function fakeStore(
  outages: { readonly save?: Outage; readonly markMailed?: Outage } = {},
): SubmissionStore & { readonly items: Map<string, StoredSubmission> } {
  const items = new Map<string, StoredSubmission>();
  return {
    items,
    save: port((submission: Submission, expiresAt: number) => {
      outages.save?.strike();
      const item = items.get(submission.id);
      if (!item) items.set(submission.id, { submission, expiresAt });
      return item?.mailedAt === undefined ? {} : { mailedAt: item.mailedAt };
    }),
    markMailed: port((id: string, mail: MailRecord) => {
      outages.markMailed?.strike();
      const item = items.get(id);
      if (!item || item.mailedAt !== undefined) return false;
      items.set(id, { ...item, ...mail });
      return true;
    }),
  };
}

export function fakeMailer(outage?: Outage): Mailer & { readonly mails: Submission[] } {
  const mails: Submission[] = [];
  return {
    mails,
    send: port((submission) => {
      outage?.strike();
      mails.push(submission);
      return `mail-${mails.length}`;
    }),
  };
}

export function fakeEvents(
  outage?: Outage,
): EventPublisher & { readonly published: SubmissionMailed[] } {
  const published: SubmissionMailed[] = [];
  return {
    published,
    publish: port((event) => {
      outage?.strike();
      published.push(event);
    }),
  };
}

/** A logger whose lines can be read back. */
export function fakeLog() {
  const lines: string[] = [];
  return {
    log: jsonLogger((line) => lines.push(line)),
    text: () => lines.join(''),
    entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

export interface RequestOptions {
  readonly routeKey?: string;
  readonly contentType?: string;
  readonly body?: string;
  readonly base64?: boolean;
  readonly signed?: boolean;
  readonly pathParameters?: Record<string, string>;
}

/** An HTTP API event, payload format 2.0, with the parts that are read. */
export function httpEvent(options: RequestOptions = {}): APIGatewayProxyEventV2 {
  const { routeKey = ROUTES.submit, contentType, body, base64 = false, signed = false } = options;
  const iam = { accessKey: 'ASIA', accountId: '111111111111', userArn: 'arn:aws:sts::1:x' };
  return {
    version: '2.0',
    routeKey,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    isBase64Encoded: base64,
    ...(body !== undefined && {
      body: base64 ? Buffer.from(body).toString('base64') : body,
    }),
    ...(options.pathParameters && { pathParameters: options.pathParameters }),
    requestContext: { requestId: 'api-1', ...(signed && { authorizer: { iam } }) },
  } as unknown as APIGatewayProxyEventV2;
}
