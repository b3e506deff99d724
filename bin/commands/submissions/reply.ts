import type { Desk, EnvironmentLabel } from '../terminal/desk';
import { line, lines, time } from '../terminal/screen-text';
import type { SubmissionTable } from '../../../lambdas/submissions/ports';
import type { OpenMail } from './ports';
import { findSubmission } from './find';
import type { StoredSubmission } from '../../../lambdas/submissions/stored-submission';

/** Characters. On some systems, programs refuse longer addresses. */
const LONGEST_ADDRESS = 8_000;

export interface ReplyOptions {
  /** Domain of the environment. Visitors know it. */
  readonly domain: string;
  /** Opens the mail in the mail program of this machine, and does not print it. */
  readonly open: boolean;
  readonly json: boolean;
}

interface Draft {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** A mail to the visitor that quotes the message. Only the owner's own mail program sends it. */
export async function reply(
  label: EnvironmentLabel,
  id: string,
  { domain, open, json }: ReplyOptions,
  table: SubmissionTable,
  desk: Desk,
  openMail: OpenMail,
): Promise<void> {
  const submission = await findSubmission(table, id, label, desk.now());
  const draft = draftOf(submission, domain);
  if (open) await openMail(mailAddress(draft));
  if (json) desk.write(`${JSON.stringify({ id, ...draft })}\n`);
  else if (!open) desk.write(`To: ${draft.to}\nSubject: ${draft.subject}\n\n${draft.body}`);
  desk.note(`When you have sent it: npx waypost submissions handle ${label.words} ${id}`);
}

function draftOf({ form, receivedAt, values }: StoredSubmission, domain: string): Draft {
  const quoted = lines(values['message'] ?? '').map((one) => `> ${one}`.trimEnd());
  return {
    to: line(values['email'] ?? ''),
    // Words of no language, because the visitor's is not known.
    subject: `Re: ${domain} (${line(form)})`,
    body: ['', '', `${line(values['name'] ?? '')}, ${time(receivedAt)}:`, ...quoted, ''].join('\n'),
  };
}

/** The draft in the form of RFC 6068, with as much of the message as fits. */
export function mailAddress({ to, subject, body }: Draft): string {
  const fields = (text: string) =>
    `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`;
  const all = body.split('\n');
  let kept = all;
  while (fields(kept.join('\n')).length > LONGEST_ADDRESS) {
    kept = [...kept.slice(0, -2), '> [...]'];
  }
  return fields(kept.join('\n'));
}
