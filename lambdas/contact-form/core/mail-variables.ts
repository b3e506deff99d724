import { escapeHtml } from '../../shared/escape-html';
import type { MESSAGE_TEMPLATE_VARIABLES } from '../contract';
import type { Submission } from '../submission';

type MessageVariables = Record<(typeof MESSAGE_TEMPLATE_VARIABLES)[number], string>;

/** What the message template is rendered with; see MESSAGE_TEMPLATE_VARIABLES on escaping. */
export function messageVariables({ id, receivedAt, form }: Submission): MessageVariables {
  return {
    id,
    receivedAt,
    ...form,
    nameHtml: escapeHtml(form.name),
    emailHtml: escapeHtml(form.email),
    // Mail clients are free to drop `white-space: pre-wrap`.
    messageHtml: escapeHtml(form.message).replaceAll('\n', '<br>\n'),
  };
}
