import { bodyOf, LONGEST_TEXT } from '../../../../lambdas/webhooks/core/formats';
import { SUBMISSION_MAILED } from '../../../helpers/submission-mailed';
import { DOCUMENTED, RECORDED, shapeOf, TEAMS_MESSAGE_BYTES, textsAt } from './documented-requests';
import { NOTICES, visitor, WEBHOOK, written } from './notices';

const NOW = new Date('2026-11-24T09:15:03.000Z');
const CHATS = ['slack', 'discord', 'teams'] as const;
const CASES = CHATS.flatMap((chat) => NOTICES.map((notice) => [chat, ...notice] as const));

/** What our request has and the documented one has not: each chat refuses or drops it. */
function strangers(chat: (typeof CHATS)[number], body: unknown): string[] {
  const known = new Set(shapeOf(DOCUMENTED[chat].request));
  return shapeOf(body).filter((leaf) => !known.has(leaf));
}

test.each(CASES)('%s: %s has the documented shape', (chat, _what, notice) => {
  expect(strangers(chat, bodyOf(chat, WEBHOOK, notice, NOW))).toEqual([]);
});

test.each(NOTICES)('slack: %s has the shape that Slack has recorded', (_what, notice) => {
  const body = bodyOf('slack', WEBHOOK, notice, NOW);
  expect(shapeOf(body).filter((leaf) => !RECORDED.slack.shape.has(leaf))).toEqual([]);
});

test('control: a part that no chat documents is noticed', () => {
  expect(strangers('slack', { message: 'Hello' })).toEqual(['message string']);
  expect(strangers('teams', { type: 'message', attachments: 'none' })).toHaveLength(1);
});

test.each(CHATS)('%s: the longest message keeps to the limits, and says that it is cut', (chat) => {
  const long = { ...visitor, message: '*世'.repeat(5_000) };
  const body = bodyOf(chat, WEBHOOK, written(long), NOW);
  for (const [path, most] of Object.entries(DOCUMENTED[chat].longest)) {
    for (const text of textsAt(body, path)) expect(text.length).toBeLessThanOrEqual(most);
  }
  expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(TEAMS_MESSAGE_BYTES);
  expect(JSON.stringify(body)).toContain('the whole message is in your mailbox');
  expect(JSON.stringify(body)).toContain(SUBMISSION_MAILED.id.slice(-12));
});

test('teams: a message of nothing but line breaks keeps to the limit, too', () => {
  const body = bodyOf('teams', WEBHOOK, written({ message: '\n'.repeat(1_800) }), NOW);
  expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(TEAMS_MESSAGE_BYTES);
});

test('a text that is cut ends with a whole character', () => {
  for (const shift of ['', '.']) {
    const body = bodyOf(
      'slack',
      WEBHOOK,
      written({ message: shift + '😀'.repeat(LONGEST_TEXT) }),
      NOW,
    );
    expect(JSON.stringify(body)).not.toMatch(/\\ud[89ab][0-9a-f]{2}/i);
  }
});

test.each(CHATS)('%s: without the content, nothing of the visitor is told', (chat) => {
  const body = JSON.stringify(
    bodyOf(chat, WEBHOOK, { type: 'submission.mailed', event: SUBMISSION_MAILED }, NOW),
  );
  for (const value of Object.values(visitor)) expect(body).not.toContain(value);
});

describe('what a visitor writes is no command of a chat', () => {
  const hostile = written({ message: '<!channel> @everyone [pay](https://evil.test) `x` **b**' });

  test('slack: it stands in plain text only', () => {
    const { text, blocks } = bodyOf('slack', WEBHOOK, hostile, NOW) as {
      text: string;
      blocks: { text: { type: string } }[];
    };
    expect(text).toBe('New message of the form contact');
    expect(blocks.map((block) => block.text.type)).toEqual(['plain_text', 'plain_text']);
  });

  test('discord: nobody is mentioned, and its marks are escaped', () => {
    const body = bodyOf('discord', WEBHOOK, hostile, NOW) as {
      allowed_mentions: unknown;
      embeds: { description: string }[];
    };
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.embeds[0]?.description).toContain(String.raw`\[pay\]\(https\://evil\.test\)`);
    expect(body.embeds[0]?.description).toContain(String.raw`\<\!channel\> \@everyone`);
  });

  test('teams: it stands in text runs, which are no Markdown', () => {
    const body = JSON.stringify(bodyOf('teams', WEBHOOK, hostile, NOW));
    expect(body).not.toContain('"TextBlock"');
    expect(body.match(/"type":"TextRun"/g)).toHaveLength(3);
  });
});

test('standard: type, time and data, with what the visitor wrote only if that is wanted', () => {
  const { id, form, receivedAt, mailedAt } = SUBMISSION_MAILED;
  const data = { id, form, receivedAt, mailedAt };
  expect(bodyOf('standard', WEBHOOK, written(visitor), NOW)).toEqual({
    type: 'submission.mailed',
    timestamp: mailedAt,
    data: { ...data, values: visitor },
  });
  expect(
    bodyOf('standard', WEBHOOK, { type: 'submission.mailed', event: SUBMISSION_MAILED }, NOW),
  ).toEqual({
    type: 'submission.mailed',
    timestamp: mailedAt,
    data,
  });
  expect(bodyOf('standard', WEBHOOK, { type: 'webhook.test' }, NOW)).toEqual({
    type: 'webhook.test',
    timestamp: NOW.toISOString(),
    data: { webhook: 'team', form: 'contact' },
  });
});
