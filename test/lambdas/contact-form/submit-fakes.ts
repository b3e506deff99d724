import { type Payload, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type {
  FormDefinition,
  MetricName,
  SubmitForms,
} from '../../../lambdas/contact-form/contract';
import { newChallenge } from '../../../lambdas/contact-form/core/proof-of-work';
import type { Limit } from '../../../lambdas/contact-form/core/rate-limit';
import { submitHandler } from '../../../lambdas/contact-form/http/submit-handler';
import type { SubmitHandlerPorts } from '../../../lambdas/contact-form/http/form-request';
import {
  type DailySecrets,
  type ProofClaim,
  type SubmissionSender,
  Unavailable,
} from '../../../lambdas/contact-form/ports';
import type { Submission } from '../../../lambdas/contact-form/submission';
import type { Metrics } from '../../../lambdas/shared/metrics';
import { fakeLog } from './fakes';

export const RANDOM_ID = '7f9c2ba4-e88f-4ce0-9d3a-5f1de1a30d11';
export const VALUES = { name: 'Ada Lovelace', email: 'ada@example.org', message: 'Hello\nthere' };
export const SITE = 'https://example.com';

/** ALTCHA compares a challenge's end with the real clock. */
export const NOW = Date.now();
export const SECRET = 'a secret of every day';

const PAGES = { receipt: false, page: 'index.html', thankYouPage: 'thank-you.html' };
export const PLAIN_FORM: FormDefinition = {
  ...PAGES,
  name: 'plain',
  language: 'en',
  fields: [],
  proofOfWork: false,
};
export const PROVEN_FORM: FormDefinition = { ...PLAIN_FORM, name: 'contact', proofOfWork: true };
export const ARABIC_FORM: FormDefinition = {
  ...PLAIN_FORM,
  name: 'arabic',
  language: 'ar',
  fields: [{ name: 'city', label: 'المدينة <b>', type: 'text', required: true, maxLength: 20 }],
};
export const FORMS: SubmitForms = [PROVEN_FORM, PLAIN_FORM, ARABIC_FORM];

export interface ProofOptions {
  readonly form?: string;
  readonly issuedAt?: number;
  readonly secret?: string;
}

/** What a browser sends after very little work. */
export async function solved(options: ProofOptions = {}): Promise<Payload> {
  const { form = PROVEN_FORM.name, issuedAt = NOW - 10_000, secret = SECRET } = options;
  const challenge = await newChallenge(form, secret, issuedAt, { cost: 1, mostKeys: 2 });
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('not solved');
  return { challenge, solution };
}

export function encoded(payload: unknown): string {
  return Buffer.from(JSON.stringify(payload)).toString('base64');
}

export async function proof(options: ProofOptions = {}): Promise<string> {
  return encoded(await solved(options));
}

export const DOWN = new Unavailable('dynamodb', new Error('down'));

export interface Counted {
  readonly name: string;
  readonly reason?: string;
}

export function fakeMetrics() {
  const counted: Counted[] = [];
  const metrics: Metrics<MetricName> = {
    count: (name, reason) => counted.push({ name, ...(reason !== undefined && { reason }) }),
    milliseconds: () => undefined,
  };
  return { metrics, counted };
}

export interface Faults {
  readonly queue?: Error;
  readonly secrets?: Error;
  readonly limiter?: Error;
  readonly proofs?: Error;
  /** What the rate limit says. */
  readonly waitMs?: number;
}

/** Resolves, or rejects with a fault. */
function orFault<T>(fault: Error | undefined, work: () => T): Promise<T> {
  return fault ? Promise.reject(fault) : Promise.resolve(work());
}

type Settings = Pick<SubmitHandlerPorts, 'forms' | 'siteOrigin' | 'allowedOrigins'>;

/** `submit` on tables and a queue in memory. */
export function fakeSubmit(faults: Faults = {}, settings: Partial<Settings> = {}) {
  const { log, entries, text } = fakeLog();
  const { metrics, counted } = fakeMetrics();
  const sent: Submission[] = [];
  const admitted: { source: string; limit: Limit }[] = [];
  const claims = new Map<string, ProofClaim>();
  const queue: SubmissionSender = {
    send: (submission) =>
      orFault(faults.queue, () => {
        sent.push(submission);
      }),
  };
  const secrets: DailySecrets = { of: () => orFault(faults.secrets, () => SECRET) };
  const handler = submitHandler({
    forms: FORMS,
    siteOrigin: SITE,
    allowedOrigins: [SITE, 'https://shop.example'],
    queue,
    secrets,
    limiter: {
      admit: (source, limit) =>
        orFault(faults.limiter, () => {
          admitted.push({ source, limit });
          return faults.waitMs ?? 0;
        }),
    },
    proofs: {
      claim: (claim) =>
        orFault(faults.proofs, () => {
          const first = claims.get(claim.challenge) ?? claim;
          claims.set(claim.challenge, first);
          return first.id === claim.id;
        }),
    },
    newId: () => RANDOM_ID,
    now: () => new Date(NOW),
    metrics,
    log,
    ...settings,
  });
  return { handler, sent, admitted, claims, counted, entries, text };
}
