import { randomBytes } from 'node:crypto';
import { isPublic } from '../../../lambdas/webhooks/adapters/is-public';
import type { Webhook } from '../../../lambdas/webhooks/contract';
import { parseMessage } from '../../../lambdas/webhooks/message';
import { ipAddressOf, parseUrl, type Target } from '../../../lambdas/webhooks/target';
import { count } from '../../../lambdas/submissions/count';
import { CommandError } from '../terminal/command-error';
import type { Desk, EnvironmentLabel } from '../terminal/desk';
import { choice } from '../terminal/environment-named';
import { isCoded } from '../terminal/explain';
import { putBack, putBackLines } from '../terminal/put-back';
import { table } from '../terminal/screen-text';
import { explainOutcome } from './explain-outcome';
import type { WebhooksCloud, WebhooksPorts } from './ports';

export { openEnvironment } from '../terminal/open-environment';

export interface Opened {
  readonly cloud: WebhooksCloud;
  readonly desk: Desk;
  readonly label: EnvironmentLabel;
  /** The environment's. */
  readonly webhooks: readonly Webhook[];
  readonly json: boolean;
}

/** Bytes of a signing secret; Standard Webhooks takes 24 to 64. */
const SECRET_BYTES = 32;

export async function list({ cloud, desk, label, webhooks, json }: Opened): Promise<void> {
  const set =
    webhooks.length === 0 ? [] : await cloud.whichAreSet(webhooks.map(({ name }) => name));
  if (json) {
    const all = webhooks.map((one) => ({ ...one, set: set.includes(one.name) }));
    desk.write(`${JSON.stringify(all, undefined, 2)}\n`);
    return;
  }
  if (webhooks.length > 0) {
    desk.write(
      table([
        ['NAME', 'FORM', 'FORMAT', 'CONTENT', 'ADDRESS'],
        ...webhooks.map(({ name, form, format, content }) => [
          name,
          form,
          format,
          content ? 'yes' : 'no',
          set.includes(name) ? 'set' : 'not set',
        ]),
      ]),
    );
  }
  desk.note(`${count(webhooks.length, 'webhook')} in ${label.name}`);
}

/** @throws CommandError UNKNOWN_WEBHOOK, WEBHOOK_ADDRESS_REFUSED */
export async function set(
  name: string,
  opened: Opened & Pick<WebhooksPorts, 'readAddress'>,
): Promise<void> {
  const { cloud, desk, label, json } = opened;
  const { format } = webhookNamed(name, opened);
  const url = addressOf(await opened.readAddress());
  const before = await targetOf(name, opened);
  const kept = before?.signingSecrets ?? [];
  const made = format === 'standard' && kept.length === 0 ? newSecret() : undefined;
  const signingSecrets = format !== 'standard' ? [] : made === undefined ? kept : [made];
  await cloud.setTarget(name, { url, signingSecrets });
  if (json) {
    desk.write(`${JSON.stringify({ webhook: name, ...(made && { signingSecret: made }) })}\n`);
    return;
  }
  desk.note(`The address of ${name} in ${label.name} is set, at ${url.host}.`);
  if (made !== undefined) tellSecret(made, desk);
  desk.note(`Next: npx waypost webhooks test ${label.words} ${name}`);
}

/** @throws CommandError UNKNOWN_WEBHOOK, WEBHOOK_UNSIGNED, WEBHOOK_NOT_SET */
export async function rotate(name: string, opened: Opened): Promise<void> {
  const { cloud, desk, label, json } = opened;
  const { format } = webhookNamed(name, opened);
  if (format !== 'standard') {
    throw new CommandError(
      'WEBHOOK_UNSIGNED',
      `${name} is of the format "${format}", which is not signed. Make another address there, and run ` +
        `\`npx waypost webhooks set ${label.words} ${name}\`.`,
    );
  }
  const target = await targetOf(name, opened);
  if (target === undefined) throw notSet(name, label);
  const made = newSecret();
  await cloud.setTarget(name, {
    ...target,
    signingSecrets: [made, ...target.signingSecrets.slice(0, 1)],
  });
  if (json) desk.write(`${JSON.stringify({ webhook: name, signingSecret: made })}\n`);
  else tellSecret(made, desk);
}

/** @throws CommandError WEBHOOK_NOT_SET */
export async function unset(name: string, { cloud, desk, label, json }: Opened): Promise<void> {
  if (!(await cloud.removeTarget(name))) throw notSet(name, label);
  if (json) desk.write(`${JSON.stringify({ webhook: name })}\n`);
  else desk.note(`The address of ${name} in ${label.name} is deleted.`);
}

/** @throws CommandError UNKNOWN_WEBHOOK, WEBHOOK_REFUSED */
export async function test(name: string, opened: Opened): Promise<void> {
  const { cloud, desk, label, json } = opened;
  webhookNamed(name, opened);
  const outcome = await cloud.sendTest(name);
  if (json) desk.write(`${JSON.stringify({ webhook: name, outcome })}\n`);
  if (outcome !== 'sent') {
    throw new CommandError('WEBHOOK_REFUSED', explainOutcome(outcome, name, label));
  }
  if (!json) desk.note(`${name} took the test event.`);
}

/** Puts dead letters back on the queue. The receiver sees by its id one that an interruption has left twice. */
export async function redrive({ cloud, desk, json }: Opened): Promise<void> {
  const queue = await cloud.queue();
  const deadLetters = await cloud.deadLetters();
  const result = await putBack(deadLetters, queue, (body) => parseMessage(body)?.id);
  if (json) {
    desk.write(`${JSON.stringify(result)}\n`);
    return;
  }
  for (const line of putBackLines(result)) desk.write(`${line}\n`);
  const { malformed } = result;
  if (malformed.length > 0) {
    desk.note(`${count(malformed.length, 'malformed message')} left in ${deadLetters.url}`);
  }
}

function webhookNamed(name: string, { webhooks, label }: Opened): Webhook {
  const found = webhooks.find((one) => one.name === name);
  if (found !== undefined) return found;
  const known = webhooks.map((one) => one.name);
  throw new CommandError(
    'UNKNOWN_WEBHOOK',
    `${label.name} has no webhook "${name}" in waypost.config.ts. ` +
      (known.length > 0 ? choice(name, known) : 'Add it to `webhooks` of the environment.'),
  );
}

/** Looks at what needs no DNS; the function looks at where a name leads, each time. */
function addressOf(text: string | undefined): URL {
  if (text === undefined || text.trim() === '') {
    throw refused('No address was given. Type it when asked, or write it to stdin.');
  }
  let url;
  try {
    url = parseUrl(text);
  } catch (error) {
    if (isCoded(error, 'WEBHOOK_TARGET_INVALID')) throw refused((error as Error).message);
    throw error;
  }
  const { hostname } = url;
  const address = ipAddressOf(url);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (isLocal || (address !== undefined && !isPublic(address))) {
    throw refused(
      `${address ?? hostname} is not on the public internet. Write an address that is.`,
    );
  }
  return url;
}

function refused(message: string) {
  return new CommandError('WEBHOOK_ADDRESS_REFUSED', message);
}

/** What cannot be read is set anew. */
async function targetOf(name: string, { cloud }: Opened): Promise<Target | undefined> {
  try {
    return await cloud.targetOf(name);
  } catch (error) {
    if (isCoded(error, 'WEBHOOK_TARGET_INVALID')) return undefined;
    throw error;
  }
}

function notSet(name: string, label: EnvironmentLabel) {
  return new CommandError('WEBHOOK_NOT_SET', explainOutcome('not-set', name, label));
}

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function tellSecret(secret: string, desk: Desk): void {
  desk.note('Signing secret, for the receiver. It is shown only now:');
  desk.write(`${secret}\n`);
}
