import path from 'node:path';
import ts from 'typescript';
import type { WebhookFormat } from '../../../../lambdas/webhooks/contract';
import { bodyOf } from '../../../../lambdas/webhooks/core/formats';
import { NOTICES, WEBHOOK } from './notices';

/**
 * What each chat's message may hold, as its most used library declares it. Slack and Microsoft publish
 * their own. Discord's are those of discord.js.
 */
const DECLARED = {
  slack: `
    import type { KnownBlock } from '@slack/types';
    type Body = { text: string; blocks: KnownBlock[] };`,
  discord: `
    import type { RESTPostAPIWebhookWithTokenJSONBody } from 'discord-api-types/v10';
    type Body = RESTPostAPIWebhookWithTokenJSONBody;`,
  teams: `
    import type { IAdaptiveCard } from '@microsoft/teams.cards';
    type Attachment = {
      contentType: 'application/vnd.microsoft.card.adaptive'; contentUrl: null; content: IAdaptiveCard;
    };
    type Body = { type: 'message'; attachments: Attachment[] };`,
} as const satisfies Partial<Record<WebhookFormat, string>>;

type Chat = keyof typeof DECLARED;
const CHATS = Object.keys(DECLARED) as Chat[];

/** Of libraries, which are the same for each body. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The compiler's errors on bodies of a chat: a part that is not declared is one, and so is a missing one. */
function faults(chat: Chat, bodies: readonly unknown[]): string[] {
  // As the compiler would find it beside this test, so that packages are resolved from here.
  const name = path.join(__dirname, `body-of-${chat}.ts`);
  const text = `${DECLARED[chat]}\nexport const bodies: Body[] = ${JSON.stringify(bodies)};`;
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.getSourceFile = (file, version) => {
    if (file === name) return ts.createSourceFile(file, text, version);
    if (!parsed.has(file)) parsed.set(file, read(file, version));
    return parsed.get(file);
  };
  host.fileExists = (file) => file === name || exists(file);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([name], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test.each(CHATS)('%s: every body is what its library declares', (chat) => {
  const bodies = NOTICES.map(([, notice]) => bodyOf(chat, WEBHOOK, notice, new Date(0)));
  expect(faults(chat, bodies)).toEqual([]);
});

test.each([
  [
    'slack',
    { text: 'Hello', blocks: [{ type: 'section', text: { type: 'text', text: 'Hello' } }] },
  ],
  ['slack', { text: 'Hello', blocks: [], mentions: [] }],
  ['discord', { content: 'Hello', embeds: [{ descripton: 'Hello' }] }],
  ['discord', { content: 'Hello', allowed_mentions: { parse: ['nobody'] } }],
  ['teams', { type: 'message', attachments: [{ contentType: 'text/plain' }] }],
] as const)('control: in %s a body that is not declared is noticed: %j', (chat, body) => {
  expect(faults(chat, [body])).not.toEqual([]);
});
