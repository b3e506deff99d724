import { mailSource } from '../../../../rehearsal/console/cloud/mail-source';
import { mail } from '../world';

const headOf = (source: string) => source.slice(0, source.indexOf('\n\n')).split('\n');

test('a mail’s source has its own header fields and parts, and is the same each time', async () => {
  const shown = mail({
    cc: ['second@example.com'],
    bcc: ['hidden@example.com'],
    replyTo: ['Zoë <zoe@example.org>'],
    subject: 'Hello',
    text: 'مرحبًا',
    html: '<p>rich</p>',
  });
  const source = await mailSource(shown);

  expect(source).toBe(`From: contact@example.com
To: owner@example.com
Cc: second@example.com
Reply-To: =?UTF-8?Q?Zo=C3=AB?= <zoe@example.org>
Subject: Hello
Date: Mon, 23 Nov 2026 12:00:30 +0000
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="--_NmP-waypost-Part_1"

----_NmP-waypost-Part_1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

=D9=85=D8=B1=D8=AD=D8=A8=D9=8B=D8=A7
----_NmP-waypost-Part_1
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 7bit

<p>rich</p>
----_NmP-waypost-Part_1--
`);
  expect(await mailSource(shown)).toBe(source);
});

test('a mail without HTML is one part', async () => {
  const source = await mailSource(mail({ html: '', text: 'plain' }));

  expect(source).toContain('Content-Type: text/plain; charset=utf-8\n');
  expect(source).not.toContain('multipart');
});

test('no text of others adds a header field', async () => {
  const more = 'a\r\nX-Injected: yes\r\n\r\nbody';
  const source = await mailSource(mail({ subject: more, replyTo: [`"${more}" <a@example.org>`] }));

  expect(headOf(source).filter((line) => line.startsWith('X-Injected'))).toEqual([]);
  expect(headOf(source)).toContain('MIME-Version: 1.0');
});
