import { z } from 'zod';
import schema from '../../docs/contact-event.schema.json';
import { snsEvents } from '../../lambdas/contact-form/adapters/sns-events';
import type { SubmissionMailed } from '../../lambdas/contact-form/submission';
import { SUBMISSION_MAILED } from '../helpers/submission-mailed';

const published = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (event: unknown) => published.safeParse(event).success;

const event: Required<SubmissionMailed> = SUBMISSION_MAILED;

/** What a subscriber gets. */
async function messageOf(given: SubmissionMailed) {
  const sent: { input: { Message?: string; MessageAttributes?: unknown } }[] = [];
  const client = { send: (command: never) => Promise.resolve(sent.push(command)) };
  await snsEvents(client as never, 'arn:aws:sns:eu-west-1:222222222222:events').publish(given);
  const [{ input } = { input: {} }] = sent;
  return {
    message: JSON.parse(input.Message ?? '') as unknown,
    attributes: input.MessageAttributes,
  };
}

describe('contact event', () => {
  test.each(['owner', 'simulator'] as const)('of %s is as its schema says', async (destination) => {
    const { message } = await messageOf({ ...event, destination });
    expect(message).toEqual({ ...event, destination });
    expect(accepts(message)).toBe(true);
  });

  test('has its type as a message attribute, for filter policies', async () => {
    const { attributes } = await messageOf(event);
    expect(attributes).toEqual({ type: { DataType: 'String', StringValue: 'submission.mailed' } });
  });

  test.each(Object.keys(event))('control: one without %s is noticed', (name) => {
    expect(accepts({ ...event, [name]: undefined })).toBe(false);
  });

  test.each([
    { type: 'submission.read' },
    { id: 'one' },
    { receivedAt: 'today' },
    { mailedAt: 1 },
    { destination: 'else' },
    { email: 'visitor@example.com' },
  ])('control: one with %j is noticed', (change) => {
    expect(accepts({ ...event, ...change })).toBe(false);
  });
});
