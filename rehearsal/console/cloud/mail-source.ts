import MailComposer from 'nodemailer/lib/mail-composer';
import type { SentMail } from '../../emulator/inventory';

/** nodemailer cannot leave the header out. */
const NO_ID = '<not-kept@localhost>';

/**
 * A mail as a mail server would get it (RFC 5322, MIME), with lines that end in LF. The emulator keeps no such
 * text: the header fields and the parts are the mail's own, and how they are encoded and put together is
 * nodemailer's. `Bcc` is no header field. SES adds further ones, of which nothing is known here.
 * https://docs.aws.amazon.com/ses/latest/dg/send-email-concepts-email-format.html
 */
export async function mailSource(mail: SentMail): Promise<string> {
  const { from, to, cc, replyTo, subject, text, html } = mail;
  const composer = new MailComposer({
    from,
    to: [...to],
    cc: [...cc],
    replyTo: [...replyTo],
    subject,
    ...(text !== '' && { text }),
    ...(html !== '' && { html }),
    // SES sets it to the time at which it accepts the mail.
    // https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
    date: new Date(mail.sentAt),
    messageId: NO_ID,
    // Not random, so that a mail always has the same source.
    baseBoundary: 'waypost',
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const source = (await composer.compile().build()).toString('utf8');
  return source.replace(`Message-ID: ${NO_ID}\r\n`, '').replaceAll('\r\n', '\n');
}
