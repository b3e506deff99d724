import { STANDARD_FIELDS } from '../../../lambdas/contact-form/contract';
import { messageVariables } from '../../../lambdas/contact-form/core/mail-variables';
import { validateForm } from '../../../lambdas/contact-form/core/validate-form';
import { parseRequest } from '../../../lambdas/contact-form/http/parse-request';
import type { QueueMessage } from '../../../lambdas/contact-form/submission';
import { FORM_TYPE, JSON_TYPE } from './http-events';
import { SUBMISSION } from './delivery-samples';

/** 1 MiB since August 2025, before that 256 KiB: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const SQS_BYTES = 256 * 1024;
/** Characters: https://docs.aws.amazon.com/ses/latest/APIReference/API_SendTemplatedEmail.html */
const TEMPLATE_DATA = 262_144;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const ITEM_BYTES = 400 * 1024;

const MESSAGE_MAX = STANDARD_FIELDS[2].maxLength;

/** The most that the configuration lets a form ask for. */
function formOf(character: string) {
  const label = character.trim().padEnd(100, character).slice(0, 100);
  const fields = Array.from({ length: 20 }, (_, index) => ({
    ...{ name: `field${index}`.padEnd(40, 'x'), label, type: 'text' as const },
    ...{ required: false, maxLength: 1_000 },
  }));
  return { name: 'a'.repeat(20), language: 'ar', receipt: false, recipients: ['a@b.org'], fields };
}

function filled(character: string) {
  const line = (length: number) =>
    (/[\n\t]/.test(character) ? '"' : character).repeat(length / character.length);
  const { fields } = formOf('x');
  return {
    ...Object.fromEntries(fields.map(({ name, maxLength }) => [name, line(maxLength)])),
    name: line(100),
    email: `${'&'.repeat(64)}@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.org`,
    // Not at its ends, where it would be trimmed.
    message: `x${character.repeat((MESSAGE_MAX - 2) / character.length)}x`,
  };
}

/** Every character of JSON's text as six. */
function escaped(values: object): string {
  return JSON.stringify(values).replace(
    /[^{}:",\\]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

describe.each(['"', '\\', "'", '&', '<', '\n', '\t', 'x', 'ö', 'م', '漢', '😀', '❤\ufe0f'])(
  'a form full of %j',
  (character) => {
    const values = filled(character);
    const bodies: [string, string][] = [
      [JSON_TYPE, JSON.stringify(values)],
      [FORM_TYPE, new URLSearchParams(values).toString()],
      ...(/["\\\n\t]/.test(character)
        ? []
        : [[JSON_TYPE, escaped(values)] satisfies [string, string]]),
    ];

    test.each(bodies)('is read and accepted (%s)', (contentType, body) => {
      const headers = new Map([['content-type', [contentType]]]);
      const parsed = parseRequest({ headers, body: Buffer.from(body) });
      if (parsed.kind !== 'fields') throw new Error(parsed.kind);
      expect(validateForm(parsed.fields, formOf('x'))).toEqual({ values });
    });

    test('fits into the queue, the table and the mail', () => {
      const form = formOf(character);
      const submission = { ...SUBMISSION, form: form.name, values, marks: ['links'] as const };
      const message: QueueMessage = { kind: 'submission', submission, postponed: 9_999 };
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(SQS_BYTES);
      expect(Buffer.byteLength(Object.entries(values).join(''))).toBeLessThan(ITEM_BYTES - 2_000);
      const data = JSON.stringify(messageVariables(submission, { ...form, language: 'ar' }));
      expect(data.length).toBeLessThan(TEMPLATE_DATA);
    });
  },
);
