import { randomUUID } from 'node:crypto';
import {
  DELIVER_ENV,
  type DeliverForms,
  FORMS_VARIABLE,
  ROUTES,
  SUBMIT_ENV,
  type SubmitForms,
} from '../../lambdas/contact-form/contract';
import type { QueueMessage } from '../../lambdas/contact-form/submission';
import type { Bundle } from './bundles';
import type { Subject } from './cold-start';

const FORM = {
  name: 'contact',
  language: 'en',
  fields: [],
  receipt: false,
  proofOfWork: true,
  page: 'index.html',
  thankYouPage: 'thank-you.html',
} as const;

const values = { name: 'A Visitor', email: 'visitor@example.com', message: 'Good morning.' };

/** Every variable of a contract with a value that is good enough for a start. */
function environmentOf(names: Readonly<Record<string, string>>, forms: unknown) {
  const values = Object.values(names).map((name): [string, string] => [name, `https://${name}`]);
  return { ...Object.fromEntries(values), [FORMS_VARIABLE]: JSON.stringify(forms) };
}

/** A form posted without JavaScript: the request that asks least of the visitor and most of us. */
const POST = {
  version: '2.0',
  routeKey: ROUTES.submit,
  rawPath: '/forms/contact',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  pathParameters: { form: 'contact' },
  requestContext: { http: { method: 'POST', path: '/forms/contact', sourceIp: '192.0.2.1' } },
  body: new URLSearchParams(values).toString(),
  isBase64Encoded: false,
};

function batch() {
  const message: QueueMessage = {
    kind: 'submission',
    submission: {
      id: randomUUID(),
      receivedAt: new Date().toISOString(),
      form: 'contact',
      values,
      destination: 'owner',
      spam: [],
      marks: [],
    },
  };
  const record = {
    messageId: randomUUID(),
    receiptHandle: 'handle',
    body: JSON.stringify(message),
    attributes: { ApproximateReceiveCount: '1' },
  };
  return { Records: [record] };
}

/** What each bundle starts with. */
export function subjectsOf(bundles: ReadonlyMap<string, Bundle>): Subject[] {
  const forms: SubmitForms = [FORM];
  const deliverForms: DeliverForms = [{ ...FORM, recipients: ['owner@example.com'] }];
  const deliverEnvironment = {
    ...environmentOf(DELIVER_ENV, deliverForms),
    [DELIVER_ENV.retentionDays]: '30',
  };
  return [...bundles.values()].map((bundle): Subject => {
    switch (bundle.name) {
      case 'submit':
        return { bundle, environment: environmentOf(SUBMIT_ENV, forms), event: POST };
      case 'deliver':
        return { bundle, environment: deliverEnvironment, event: batch() };
      default:
        return {
          bundle,
          environment: { [SUBMIT_ENV.queueUrl]: 'https://queue' },
          event: { body: 'no-op' },
        };
    }
  });
}
