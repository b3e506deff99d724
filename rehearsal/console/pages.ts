import type { SentMail } from '../emulator/types';

const REFRESH_SECONDS = 3;

const STYLE = `
  :root { color-scheme: light dark; --line: light-dark(#ccc, #444); --dim: light-dark(#555, #aaa); }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  a { color: light-dark(#0645ad, #8ab4f8); }
  table { border-collapse: collapse; width: 100%; }
  h1, th, td, pre { overflow-wrap: anywhere; }
  th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
  pre { white-space: pre-wrap; unicode-bidi: plaintext; border: 1px solid var(--line); padding: 1rem; }
  iframe { width: 100%; height: 26rem; border: 1px solid var(--line); background: #fff; }
  p { color: var(--dim); }
  @media (max-width: 40rem) { .list th { display: none; } .list td { display: block; } .list td:not(:last-child) { border: 0; padding-bottom: 0; } }
`;

/** The newest mail first. */
export function inboxPage(mails: readonly SentMail[], contactPage: string | null): string {
  const rows = mails.map(
    (mail) => `<tr>
      <td><a href="/mails/${encodeURIComponent(mail.messageId)}">${escapeHtml(mail.subject)}</a></td>
      <td>${escapeHtml(mail.to.join(', '))}</td>
      <td>${escapeHtml(mail.from)}</td>
      <td>${mail.topic === undefined ? 'SES' : `SNS, ${escapeHtml(topicName(mail.topic))}`}</td>
      <td>${escapeHtml(utc(mail.sentAt))}</td>
    </tr>`,
  );
  const table =
    rows.length === 0
      ? '<p>No mail has been sent yet.</p>'
      : `<table class="list"><tr><th>Subject</th><th>To</th><th>From</th><th>By</th><th>Sent</th></tr>${rows.join('')}</table>`;
  const contact =
    contactPage === null
      ? '<p>The contact page has not been delivered yet.</p>'
      : `<p>Send one from the <a href="${escapeHtml(contactPage)}">contact page</a>.</p>`;
  const refresh = `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">`;
  return page('Inbox', `<h1>Inbox</h1>${contact}${table}`, refresh);
}

export function mailPage(mail: SentMail): string {
  const headers: readonly (readonly [string, string])[] = [
    ['From', mail.from],
    ['To', mail.to.join(', ')],
    ['Cc', mail.cc.join(', ')],
    ['Bcc', mail.bcc.join(', ')],
    ['Reply-To', mail.replyTo.join(', ')],
    ['Sent', utc(mail.sentAt)],
    ['Template', mail.template ?? ''],
    ['Topic', mail.topic ?? ''],
    ['Account and region', `${mail.account}, ${mail.region}`],
    ['Message id', mail.messageId],
  ];
  const rows = headers
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`);
  // An empty `sandbox` forbids scripts, forms and navigation; `srcdoc` needs no request.
  const html =
    mail.html === ''
      ? ''
      : `<h2>HTML</h2><iframe sandbox="" title="HTML part" srcdoc="${escapeHtml(mail.html)}"></iframe>`;
  const text = mail.text === '' ? '' : `<h2>Text</h2><pre>${escapeHtml(mail.text)}</pre>`;
  return page(
    mail.subject,
    `<p><a href="/">Inbox</a></p><h1>${escapeHtml(mail.subject)}</h1><table>${rows.join('')}</table>${html}${text}`,
  );
}

function topicName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** `2026-11-23 12:00:00 UTC` */
function utc(sentAt: string): string {
  return `${new Date(sentAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function notFoundPage(): string {
  return page('Not found', '<h1>Not found</h1><p><a href="/">Inbox</a></p>');
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} - Waypost rehearsal</title>${head}<style>${STYLE}</style></head>
<body>${body}</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attribute values in double quotes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
