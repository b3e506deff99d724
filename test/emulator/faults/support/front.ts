import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROOF_FIELD, ROUTES, type SubmitEnv } from '../../../../lambdas/contact-form/contract';
import { LEAST_FILL_MS } from '../../../../lambdas/contact-form/core/proof-of-work';
import type { Emulator } from '../../../../rehearsal/emulator/emulator';
import type { FaultProxy } from './fault-proxy';
import { startFaultyFunction } from './faulty-function';
import { expectNothingPersonal, type Line, VISITOR } from './line';

const ORIGIN = 'https://example.com';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A line's `submit` function, called as the HTTP API calls it. */
export interface Front {
  readonly proxy: FaultProxy;
  /** Posts the visitor's form with a proof, changed as given. */
  post(proof: string, change?: Readonly<Record<string, string>>): Promise<Answer>;
  challenge(): Promise<Answer>;
  /** A challenge got, solved and as old as an honest one when its message is sent. */
  proof(): Promise<string>;
  /** Names of the metrics that were logged, one for each time. */
  metrics(): string[];
}

export async function atFront(
  emulator: Emulator,
  line: Line,
  submit: string,
  play: (front: Front) => Promise<void>,
): Promise<void> {
  const one = await startFaultyFunction({
    emulator,
    bundle: submit,
    roleArn: line.outputs.submitRole,
    timeoutMs: 60_000,
    longestVisibilitySeconds: 0,
    environment: {
      METRIC_NAMESPACE: 'Faults',
      ENVIRONMENT_NAME: line.name,
      SUBMISSION_QUEUE_URL: line.outputs.queue,
      GUARD_TABLE: line.outputs.guard,
      SITE_ORIGIN: ORIGIN,
      ALLOWED_ORIGINS: ORIGIN,
    } satisfies SubmitEnv,
  });

  const call = async (routeKey: string, body?: object): Promise<Answer> => {
    const invocation = await one.process.invoke({
      version: '2.0',
      routeKey,
      rawPath: '',
      rawQueryString: '',
      pathParameters: { form: 'contact' },
      headers: { 'content-type': 'application/json', origin: ORIGIN },
      requestContext: { http: { method: 'POST', sourceIp: '192.0.2.1' } },
      ...(body && { body: JSON.stringify(body) }),
      isBase64Encoded: false,
    });
    if (invocation.kind !== 'returned') throw new Error(`submit ${invocation.kind}`);
    const { statusCode, body: text } = invocation.result as { statusCode: number; body: string };
    return { status: statusCode, body: JSON.parse(text) as Answer['body'] };
  };

  const front: Front = {
    proxy: one.proxy,
    post: (proof, change) => call(ROUTES.submit, { ...VISITOR, [PROOF_FIELD]: proof, ...change }),
    challenge: () => call(ROUTES.challenge),
    async proof() {
      const { status, body } = await call(ROUTES.challenge);
      if (status !== 200) throw new Error(`no challenge: ${status}`);
      const challenge = body as unknown as Challenge;
      const [solution] = await Promise.all([
        solveChallenge({ challenge, deriveKey }),
        sleep(LEAST_FILL_MS),
      ]);
      return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
    },
    metrics: () =>
      one.process.output
        .split('\n')
        .filter((text) => text.includes('CloudWatchMetrics'))
        .flatMap((text) => Object.keys(JSON.parse(text) as object))
        .filter((key) => !['_aws', 'Environment', 'Reason'].includes(key)),
  };
  try {
    await play(front);
  } finally {
    await one.stop();
  }
  expectNothingPersonal([one]);
}
