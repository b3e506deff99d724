/**
 * Requests as each chat's documentation shows them, or lists their parts, with the limits that it gives. Read
 * in November 2026.
 */
export const DOCUMENTED = {
  slack: {
    sources: [
      'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
      'https://docs.slack.dev/reference/block-kit/composition-objects/text-object',
    ],
    request: {
      text: 'Danny Torrence left a 1 star review for your property.',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'plain_text',
            text: 'Danny Torrence left the following review:',
            emoji: true,
          },
        },
      ],
    },
    longest: { 'blocks[].text.text': 3_000 },
  },
  discord: {
    sources: [
      'https://docs.discord.com/developers/resources/webhook#execute-webhook',
      'https://docs.discord.com/developers/resources/message#allowed-mentions-object',
      'https://docs.discord.com/developers/resources/message#embed-object-embed-limits',
    ],
    request: {
      content: 'Hello, World!',
      tts: false,
      embeds: [{ title: 'Hello, Embed!', description: 'This is an embedded message.' }],
      allowed_mentions: { parse: ['users'] },
    },
    longest: { content: 2_000, 'embeds[].description': 4_096 },
  },
  teams: {
    sources: [
      'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#send-adaptive-cards-using-an-incoming-webhook',
      'https://adaptivecards.io/explorer/RichTextBlock.html',
    ],
    request: {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.2',
            body: [
              {
                type: 'RichTextBlock',
                inlines: [{ type: 'TextRun', text: 'This is the first inline.', weight: 'bolder' }],
              },
            ],
          },
        },
      ],
    },
    longest: {},
  },
} as const;

/**
 * Shapes of messages that a chat recorded: Slack's Java SDK keeps what its API answered, with the values taken
 * out. A message's blocks come back as they were posted. Of Discord and Teams no recording is published.
 */
export const RECORDED = {
  slack: {
    source:
      'https://github.com/slackapi/java-slack-sdk/blob/006febf1fc5920ca296d7d0d5d801f0ffad28f0a/json-logs/samples/api/chat.postMessage.json',
    shape: new Set([
      'text string',
      'blocks[].type string',
      'blocks[].block_id string',
      'blocks[].text.type string',
      'blocks[].text.text string',
      'blocks[].text.emoji boolean',
      'blocks[].text.verbatim boolean',
    ]),
  },
} as const;

/** Teams: bytes of a whole message. */
export const TEAMS_MESSAGE_BYTES = 28 * 1024;

/** Paths of a value's leaves with their types: `blocks[].text.type string`. */
export function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => shapeOf(one, `${path}[]`));
  if (value === null || typeof value !== 'object') {
    return [`${path} ${value === null ? 'null' : typeof value}`];
  }
  return Object.entries(value).flatMap(([key, one]) =>
    shapeOf(one, path === '' ? key : `${path}.${key}`),
  );
}

/** The texts at a path, such as `blocks[].text.text`. */
export function textsAt(value: unknown, path: string): string[] {
  const steps = path
    .split('.')
    .flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));
  return steps.reduce<unknown[]>(
    (all, step) =>
      all.flatMap((one) =>
        step === '[]' ? (one as unknown[]) : [(one as Record<string, unknown>)[step]],
      ),
    [value],
  ) as string[];
}
