import { SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CLIENT_SETTINGS,
  MAIL_CLIENT_SETTINGS,
} from '../../../../lambdas/contact-form/adapters/client-settings';
import { queryAnswer } from '../fake-aws';

/** Sends two mails, one after the other; gives how many connections they took. */
async function connectionsOf(settings: typeof CLIENT_SETTINGS | typeof MAIL_CLIENT_SETTINGS) {
  let connections = 0;
  const { body } = queryAnswer('SendTemplatedEmail', 'MessageId', 'mail-1');
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.end(body));
  });
  server.on('connection', () => (connections += 1)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new SESClient({
    ...settings,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
  });
  const mail = { Source: 'a', Destination: {}, Template: 't', TemplateData: '{}' };
  for (let mails = 0; mails < 2; mails += 1) {
    const { MessageId } = await client.send(new SendTemplatedEmailCommand(mail));
    expect(MessageId).toBe('mail-1');
    // The client puts the connection back once the answer's end has been told to all.
    await new Promise(setImmediate);
  }
  client.destroy();
  server.close();
  server.closeAllConnections();
  return connections;
}

test('each mail has a connection of its own, which cannot have been closed since the last', async () => {
  expect(await connectionsOf(MAIL_CLIENT_SETTINGS)).toBe(2);
});

test('control: other calls share one', async () => {
  expect(await connectionsOf(CLIENT_SETTINGS)).toBe(1);
});
