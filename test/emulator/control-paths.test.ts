import { CONTROL_TOKEN_HEADER } from '../../rehearsal/emulator/control-connection';
import { send } from './support/http';
import { runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();

test('the launcher’s own paths want the token', async () => {
  const path = `${emulator().endpoint}/_waypost/resources`;
  expect((await send(path)).status).toBe(401);
  const guessed = { headers: { [CONTROL_TOKEN_HEADER]: 'a'.repeat(64) } };
  expect((await send(path, guessed)).status).toBe(401);
});

test.each([
  ['POST', 'reset'],
  ['POST', 'config'],
  ['GET', 'ses/messages'],
  ['GET', 'sqs/messages'],
  ['GET', 'sns/sms-messages'],
  ['GET', 'lambda-code/222222222222/eu-west-1/submit'],
])('MiniStack’s %s %s is closed', async (method, path) => {
  const answer = await send(`${emulator().endpoint}/_ministack/${path}`, { method });
  expect(answer.status).toBe(403);
  expect(answer.text).toContain(`${method} /_ministack/${path} is a path of the emulator's own`);
});

test('control: the paths by which a stack hears of its resources are open', async () => {
  const call = { method: 'PUT', body: '{}' };
  const { endpoint } = emulator();
  const [response, signal] = await Promise.all([
    send(`${endpoint}/_ministack/cfn-response/unknown`, call),
    send(`${endpoint}/_ministack/cfn-signal/unknown`, call),
  ]);
  expect(response.status).toBe(200);
  expect(signal.text).toContain('unknown wait condition handle');
});
