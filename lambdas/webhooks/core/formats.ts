import type { Webhook, WebhookFormat } from '../contract';
import type { Notice } from './notice';

type Json = string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Characters of a text in a chat, cut with a word on where the rest is. Slack takes 3,000 in a section,
 * Discord 4,096 in a description, in which each may need a backslash, and Teams 28 KB in a message.
 */
export const LONGEST_TEXT = 1_900;

/** Lines of a message in Teams, which each cost more than their text; what follows becomes one line. */
const MOST_LINES = 60;

/** The body that a receiver of this format takes. */
export function bodyOf(
  format: WebhookFormat,
  webhook: Pick<Webhook, 'name' | 'form'>,
  notice: Notice,
  now: Date,
): Json {
  switch (format) {
    case 'standard':
      return standard(webhook, notice, now);
    case 'slack':
      return slack(titleOf(webhook, notice), textOf(notice));
    case 'discord':
      return discord(titleOf(webhook, notice), textOf(notice));
    case 'teams':
      return teams(titleOf(webhook, notice), textOf(notice));
  }
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure */
function standard({ name, form }: Pick<Webhook, 'name' | 'form'>, notice: Notice, now: Date): Json {
  if (notice.type === 'webhook.test') {
    return { type: notice.type, timestamp: now.toISOString(), data: { webhook: name, form } };
  }
  const { id, receivedAt, mailedAt } = notice.event;
  return {
    type: notice.type,
    timestamp: mailedAt,
    data: { id, form, receivedAt, mailedAt, ...(notice.values && { values: notice.values }) },
  };
}

/**
 * `text` is what a notification shows. Nothing in a text of the type `plain_text` is a link or a mention.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
function slack(title: string, text: string): Json {
  const plain = (value: string) => ({
    type: 'section',
    text: { type: 'plain_text', text: value, emoji: false },
  });
  return { text: title, blocks: [plain(title), plain(text)] };
}

/**
 * Without mentions, and with the marks of Discord's Markdown as they were typed.
 * https://docs.discord.com/developers/resources/webhook#execute-webhook
 */
function discord(title: string, text: string): Json {
  return {
    content: title,
    embeds: [{ description: text.replace(/[\\*_~`|<>#[\]()+\-:@.!]/g, String.raw`\$&`) }],
    allowed_mentions: { parse: [] },
  };
}

/**
 * Text runs are no Markdown; text blocks are.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 * https://adaptivecards.io/explorer/RichTextBlock.html
 */
function teams(title: string, text: string): Json {
  // A text run has one line.
  const all = text.split('\n');
  const kept = [...all.slice(0, MOST_LINES), all.slice(MOST_LINES).join(' ')].filter(
    (line) => line.trim() !== '',
  );
  const lines = (values: readonly string[], weight: 'Bolder' | 'Default') =>
    values.map((line) => ({
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: line, weight }],
    }));
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.2',
          body: [...lines([title], 'Bolder'), ...lines(kept, 'Default')],
        },
      },
    ],
  };
}

/** Of names of the configuration only. */
function titleOf({ name, form }: Pick<Webhook, 'name' | 'form'>, notice: Notice): string {
  return notice.type === 'webhook.test'
    ? `Test of the webhook ${name}`
    : `New message of the form ${form}`;
}

function textOf(notice: Notice): string {
  if (notice.type === 'webhook.test') return 'New messages will be told here.';
  const { event, values = {} } = notice;
  const written = Object.entries(values).map(([field, value]) => `${field}: ${value}`);
  const end = `id: ${event.id}`;
  const all = [...written, end].join('\n');
  if (all.length <= LONGEST_TEXT) return all;
  const note = `… (cut; the whole message is in your mailbox)\n${end}`;
  return `${whole(written.join('\n').slice(0, LONGEST_TEXT - note.length))}${note}`;
}

/** Without the half of a character at the end. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
