import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Control } from '../../rehearsal/emulator/control';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A client of a program that took the emulator's port. */
async function clientOf(
  answer: (response: ServerResponse) => void,
  limitMs?: number,
): Promise<Control> {
  server = createServer((_request, response) => {
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return new Control(`http://127.0.0.1:${port}`, 'token', limitMs);
}

test('waits for an answer no longer than its limit, and says for which', async () => {
  const client = await clientOf(() => undefined, 100);
  await expect(client.mails()).rejects.toThrow(/did not answer GET .*\/mails within 0\.1 s/);
  await expect(client.isReady()).resolves.toBe(false);
});

test('tells what has gone from what is slow', async () => {
  const client = await clientOf(() => undefined);
  await expect(client.hasGone()).resolves.toBe(false);
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await expect(client.hasGone()).resolves.toBe(true);
});

test('waits no longer for the rest of an answer', async () => {
  const client = await clientOf((response) => response.write('['), 100);
  await expect(client.mails()).rejects.toThrow(/did not answer GET .*\/mails within 0\.1 s/);
});

test.each([
  ['a page', '<html></html>', false],
  ['another state', '{"status":"starting"}', false],
  ['the launcher’s own words', '{"status":"ready"}', true],
])('takes %s for ready only if it is', async (_case, body, ready) => {
  const client = await clientOf((response) => response.end(body));
  await expect(client.isReady()).resolves.toBe(ready);
});

test('shows an answer that it cannot read', async () => {
  const client = await clientOf((response) => response.end('[{"account":1}]'));
  await expect(client.mails()).rejects.toThrow(/GET \/_waypost\/mails has an unexpected shape/);
});
