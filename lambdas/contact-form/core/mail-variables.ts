import { escapeHtml } from '../../shared/escape-html';
import {
  CONSENT_GIVEN,
  type MESSAGE_TEMPLATE_VARIABLES,
  type RECEIPT_TEMPLATE_VARIABLES,
  STANDARD_FIELDS,
} from '../contract';
import type { Submission } from '../submission';
import { mailTexts, type MailTexts } from '../texts/mail';
import type { DeliverForm } from './form-of';

type Variables<Names extends readonly string[]> = Readonly<Record<Names[number], string>>;

/** What the message template is rendered with; see MESSAGE_TEMPLATE_VARIABLES on escaping. */
export function messageVariables(
  submission: Submission,
  form: DeliverForm,
): Variables<typeof MESSAGE_TEMPLATE_VARIABLES> {
  const { name, email, message } = submission.values;
  const texts = mailTexts[form.language];
  const fields = fieldsOf(submission, form, texts);
  const warning = submission.marks.map((mark) => texts.warnings[mark]).join(' ');
  return {
    ...receiptVariables(submission),
    form: submission.form,
    name,
    nameHtml: escapeHtml(name),
    email,
    emailHtml: escapeHtml(email),
    message,
    messageHtml: inHtml(message),
    // Templates have no conditions: what may be empty brings its own lines and elements.
    fields: fields.map(({ label, value }) => `\n${label}: ${texts.isolate(value)}\n`).join(''),
    fieldsHtml: fields
      .map(({ label, value }) => `<p><strong>${inHtml(label)}</strong><br>\n${block(value)}</p>\n`)
      .join(''),
    warning: warning && `${warning}\n\n`,
    warningHtml: warning && `<p style="${WARNING_STYLE}">${escapeHtml(warning)}</p>\n`,
  };
}

/** What the receipt template is rendered with. */
export function receiptVariables({
  id,
  receivedAt,
}: Submission): Variables<typeof RECEIPT_TEMPLATE_VARIABLES> {
  return { id, receivedAt: `${receivedAt.slice(0, 16).replace('T', ' ')} UTC` };
}

const WARNING_STYLE = 'padding: 8px 16px; border: 1px solid #b45309; border-radius: 4px';

/** The form's own fields in its order, then what came under a definition of another time. */
function fieldsOf({ values }: Submission, form: DeliverForm, texts: MailTexts) {
  const known = form.fields.map(({ name, label, type }) => {
    const value = values[name] ?? '';
    if (type !== 'consent') return { label, value };
    return { label, value: value === CONSENT_GIVEN ? texts.yes : texts.no };
  });
  const names = new Set([...STANDARD_FIELDS, ...form.fields].map(({ name }) => name));
  const others = Object.entries(values)
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => ({ label: name, value }));
  return [...known, ...others].filter(({ value }) => value !== '');
}

/** Mail clients are free to drop `white-space: pre-wrap`. */
function inHtml(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>\n');
}

/** A visitor may write in another direction than the mail. */
function block(text: string): string {
  return `<span dir="auto">${inHtml(text)}</span>`;
}
