import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook as Verifier } from 'standardwebhooks';
import { runningEmulator } from '../support/running-emulator';
import { bundledFunctions } from './support/bundle';
import { first, on, UNAVAILABLE } from './support/faults';
import { type HttpsReceiver, startHttpsReceiver } from './support/https-receiver';
import { VISITOR } from './support/line';
import { expectLineCallsRecorded } from './support/recorded';
import { Scenarios } from './support/scenarios';
import { until } from './support/until';
import {
  onWebhookLine,
  SIGNING_SECRET,
  type WebhookLine,
  type WebhookLineOptions,
} from './support/webhook-line';

const emulator = runningEmulator();
const bundles = bundledFunctions();
const scenarios = new Scenarios();

let directory: string;
let receiver: HttpsReceiver;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'waypost-webhooks-'));
  receiver = await startHttpsReceiver(directory);
});
afterAll(async () => {
  await receiver.stop();
  await rm(directory, { recursive: true, force: true });
});

/** A path of its own for each scenario. */
let paths = 0;
function path(): string {
  paths += 1;
  return `/services/T0000/secret-${paths}`;
}

const at = (where: string) => `${receiver.origin}${where}`;

function onLine(
  options: Partial<WebhookLineOptions>,
  play: (line: WebhookLine) => Promise<void>,
): Promise<void> {
  const { toLoopback: bundle } = bundles();
  const { certificateFile } = receiver;
  return onWebhookLine(emulator(), { bundle, certificateFile, ...options }, play);
}

/** The only one. */
function requestTo(where: string) {
  const [request, ...others] = receiver.received(where);
  if (request === undefined || others.length > 0) throw new Error(`${others.length} more requests`);
  return request;
}

test.concurrent(
  'a message reaches each webhook of its form once: signed with its content, and a chat without',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    await onLine({ targets: { crm: at(crm), team: at(team) } }, async (line) => {
      const id = await line.tell();
      await until(() => receiver.received(crm).length > 0 && receiver.received(team).length > 0);
      expect(await line.settled()).toEqual([]);
      const { body, headers } = requestTo(crm);
      expect(new Verifier(SIGNING_SECRET).verify(body, headers as Record<string, string>)).toEqual({
        type: 'submission.mailed',
        timestamp: expect.any(String) as string,
        data: expect.objectContaining({ id, form: 'contact', values: VISITOR }) as object,
      });
      const chat = requestTo(team).body;
      expect(chat).toContain(id);
      for (const value of Object.values(VISITOR)) expect(chat).not.toContain(value);
    });
  }),
);

test.concurrent(
  'a smoke test reaches no webhook',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    await onLine({ targets: { crm: at(crm), team: at(team) } }, async (line) => {
      await line.tell('simulator');
      const id = await line.tell();
      await until(() => receiver.received(crm).length > 0);
      expect(await line.settled()).toEqual([]);
      expect(requestTo(crm).body).toContain(id);
    });
  }),
);

test.concurrent(
  'a receiver that answers 500 is told again, with the same id and body',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    receiver.react(crm, (answer, number) => {
      answer.writeHead(number <= 2 ? 500 : 204).end();
    });
    await onLine({ targets: { crm: at(crm), team: at(team) } }, async (line) => {
      await line.tell();
      await until(() => receiver.received(crm).length >= 3);
      expect(await line.settled()).toEqual([]);
      const all = receiver.received(crm);
      expect(all).toHaveLength(3);
      expect(new Set(all.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(new Set(all.map(({ body }) => body)).size).toBe(1);
      // The other one is not told again for it.
      expect(receiver.received(team)).toHaveLength(1);
    });
  }),
);

test.concurrent(
  'a receiver that does not answer in time is told again',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    receiver.react(crm, (answer, number) => {
      if (number > 1) answer.writeHead(200).end();
    });
    await onLine({ targets: { crm: at(crm), team: at(team) } }, async (line) => {
      await line.tell();
      await until(() => receiver.received(crm).length >= 2);
      expect(await line.settled()).toEqual([]);
    });
  }),
);

test.concurrent(
  'a receiver that is not there: after ten tries it is in the dead letters, and reaches it once redriven',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    const nobody = 'https://127.0.0.1:1/hook-that-is-secret';
    await onLine({ targets: { crm: nobody, team: at(team) } }, async (line) => {
      const id = await line.tell();
      await until(() => receiver.received(team).length > 0);
      const dead = await line.settled();
      expect(dead).toMatchObject([{ webhook: 'crm', id, reason: 'unreachable' }]);
      await line.setTarget('crm', at(crm));
      for (const letter of dead) await line.redrive(letter);
      await until(() => receiver.received(crm).length > 0);
      expect(await line.settled()).toEqual([]);
      expect(receiver.received(team)).toHaveLength(1);
    });
  }),
);

const REFUSALS: [string, number, string][] = [
  ['says that it is gone', 410, 'http-410'],
  ['does not know the address', 404, 'http-404'],
  ['redirects', 307, 'redirect'],
];
test.concurrent.each(REFUSALS)(
  'a receiver that %s is asked once: dead at once, with the reason',
  scenarios.each(REFUSALS, async (_case, status, reason) => {
    const [crm, team, elsewhere] = [path(), path(), path()];
    receiver.react(crm, (answer) => {
      answer.writeHead(status, { location: at(elsewhere) }).end();
    });
    await onLine({ targets: { crm: at(crm), team: at(team) } }, async (line) => {
      await line.tell();
      await until(() => receiver.received(crm).length > 0 && receiver.received(team).length > 0);
      expect(await line.settled()).toMatchObject([{ webhook: 'crm', reason }]);
      expect(receiver.received(crm)).toHaveLength(1);
      expect(receiver.received(elsewhere)).toEqual([]);
    });
  }),
);

test.concurrent(
  'an answer without end is not read: its head counts',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    let closed = false;
    receiver.react(crm, (answer) => {
      answer.writeHead(200);
      const more = setInterval(() => answer.write('x'.repeat(65_536)), 5);
      answer.on('close', () => {
        clearInterval(more);
        closed = true;
      });
    });
    await onLine({ targets: { crm: at(crm), team: at(team) } }, async (line) => {
      await line.tell();
      await until(() => closed);
      expect(await line.settled()).toEqual([]);
      expect(receiver.received(crm)).toHaveLength(1);
    });
  }),
);

test.concurrent(
  'an address that is not public is never called, by name or by number',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    const byName = at(team).replace('127.0.0.1', 'localhost');
    const options = { bundle: bundles().webhooks, targets: { crm: at(crm), team: byName } };
    await onLine(options, async (line) => {
      await line.tell();
      let dead: readonly { readonly reason: string | undefined }[] = [];
      await until(async () => {
        dead = [...dead, ...(await line.settled())];
        return dead.length === 2;
      });
      expect(dead.map(({ reason }) => reason)).toEqual(['not-public', 'not-public']);
      expect([...receiver.received(crm), ...receiver.received(team)]).toEqual([]);
    });
  }),
);

test.concurrent(
  'without an address, the message waits in the dead letters until there is one',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    await onLine({ targets: { team: at(team) } }, async (line) => {
      await line.tell();
      await until(() => receiver.received(team).length > 0);
      const [letter, ...others] = await line.settled();
      expect([letter?.reason, others]).toEqual(['not-set', []]);
      await line.setTarget('crm', at(crm));
      if (letter) await line.redrive(letter);
      await until(() => receiver.received(crm).length > 0);
    });
  }),
);

const DOWN: [string, string][] = [
  ['the table', 'dynamodb:GetItem'],
  ['the parameter', 'ssm:GetParameter'],
  ['the queue', 'sqs:SendMessage'],
];
test.concurrent.each(DOWN)(
  '%s down for a while: each webhook is told once it is back',
  scenarios.each(DOWN, async (_case, call) => {
    const [crm, team] = [path(), path()];
    // Each call is tried three times.
    const rule = on(call, first(7, UNAVAILABLE));
    await onLine({ rule, targets: { crm: at(crm), team: at(team) } }, async (line) => {
      await line.tell();
      await until(() => receiver.received(crm).length > 0 && receiver.received(team).length > 0);
      expect(await line.settled()).toEqual([]);
      expect(receiver.received(crm)).toHaveLength(1);
    });
  }),
);

test.concurrent(
  'a test event is signed and reaches its webhook alone; its outcome says what the receiver answered',
  scenarios.one(async () => {
    const [crm, team] = [path(), path()];
    receiver.react(team, (answer) => {
      answer.writeHead(403).end();
    });
    await onLine({ targets: { crm: at(crm), team: at(team) } }, async (line) => {
      expect(await line.sendTest('crm')).toMatchObject({ result: { outcome: 'sent' } });
      expect(await line.sendTest('team')).toMatchObject({ result: { outcome: 'http-403' } });
      expect(await line.sendTest('other')).toMatchObject({ result: { outcome: 'unknown' } });
      const { body, headers } = requestTo(crm);
      expect(
        new Verifier(SIGNING_SECRET).verify(body, headers as Record<string, string>),
      ).toMatchObject({ type: 'webhook.test' });
    });
  }),
);

test('every call was allowed, by iam-simulate too, and is in the recorded calls', async () => {
  await scenarios.all();
  await expectLineCallsRecorded('faults/webhooks', emulator(), {
    '<env>.Webhooks': '<env>-contact.WebhooksPartsRole',
    '<env>.Queue': '<env>-webhooks',
    '<env>.DeadLetters': '<env>-webhooks-dead-letter',
    '<env>.Submissions': '<env>-storage.Submissions',
  });
});
