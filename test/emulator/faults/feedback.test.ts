import type { FeedbackEnv } from '../../../lambdas/contact-form/contract';
import { runningEmulator } from '../support/running-emulator';
import { bundledFunctions } from './support/bundle';
import { first, on, UNAVAILABLE } from './support/faults';
import { startFaultyFunction } from './support/faulty-function';
import { expectNothingPersonal, onLine, VISITOR } from './support/line';
import { expectLineCallsRecorded } from './support/recorded';
import { Scenarios } from './support/scenarios';

const emulator = runningEmulator();
const bundles = bundledFunctions();
const scenarios = new Scenarios();

test(
  'DynamoDB down for a moment: a bounce is recorded all the same',
  scenarios.one(async () => {
    await onLine(emulator(), { deliver: bundles().deliver }, async (line) => {
      const ids = await line.submit({});
      await line.outcomeOf(ids);
      const [id = ''] = ids;
      const messageId = (await line.cloud.records()).get(id)?.['mailMessageId']?.S;
      const feedback = await startFaultyFunction({
        emulator: emulator(),
        bundle: bundles().feedback,
        roleArn: line.outputs.feedbackRole,
        timeoutMs: 60_000,
        longestVisibilitySeconds: 0,
        rule: on('dynamodb:UpdateItem', first(1, UNAVAILABLE)),
        environment: {
          METRIC_NAMESPACE: 'Faults',
          ENVIRONMENT_NAME: line.name,
          SUBMISSION_TABLE: line.outputs.submissions,
        } satisfies FeedbackEnv,
      });
      try {
        const Message = JSON.stringify({
          eventType: 'Bounce',
          bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: VISITOR.email }] },
          mail: { messageId, tags: { submission: [id], mail: ['message'] } },
        });
        await feedback.process.invoke({ Records: [{ Sns: { Message } }] });
      } finally {
        await feedback.stop();
      }

      const record = (await line.cloud.records()).get(id);
      expect(record).toMatchObject({ status: { S: 'failed' }, reason: { S: 'bounced' } });
      expect(feedback.proxy.calls.length).toBeGreaterThan(1);
      expectNothingPersonal([feedback]);
    });
  }),
);

test('every call was allowed, by iam-simulate too, and is in the recorded calls', async () => {
  await scenarios.all();
  await expectLineCallsRecorded('faults/feedback', emulator());
});
