import { SUBMISSION_MAILED } from '../../../helpers/submission-mailed';
import { run, SECRET } from './fakes';

const MESSAGE = JSON.stringify({ ...SUBMISSION_MAILED, webhook: 'crm' });
const set = { url: new URL('https://hooks.test/secret-path'), signingSecrets: [SECRET] };

describe('list', () => {
  test('says which addresses are set, and shows none', async () => {
    const { out, notes } = await run('list prod', { targets: { crm: set } });
    expect(out).toMatch(/crm +contact +standard +yes +set/);
    expect(out).toMatch(/team +quote +slack +no +not set/);
    expect(out).not.toContain('hooks.test');
    expect(notes).toContain('2 webhooks in prod');
  });

  test('as JSON', async () => {
    const { out } = await run('list prod --json', { targets: { crm: set } });
    expect(JSON.parse(out)).toMatchObject([
      { name: 'crm', set: true },
      { name: 'team', set: false },
    ]);
  });
});

describe('set', () => {
  test('keeps the address, and prints a new signing secret once', async () => {
    const { out, targets } = await run('set prod crm', { address: 'https://hooks.test/a\n' });
    expect(targets.get('crm')).toEqual({
      url: new URL('https://hooks.test/a'),
      signingSecrets: [out.trim()],
    });
    expect(out).toMatch(/^whsec_[\w+/]{43}=\n$/);
  });

  test('keeps the secret that is there', async () => {
    const world = { address: 'https://hooks.test/b', targets: { crm: set } };
    const { out, targets } = await run('set prod crm', world);
    expect(targets.get('crm')?.signingSecrets).toEqual([SECRET]);
    expect(out).toBe('');
  });

  test('makes no secret for a chat', async () => {
    const { out, targets } = await run('set prod team', { address: 'https://hooks.test/c' });
    expect(targets.get('team')?.signingSecrets).toEqual([]);
    expect(out).toBe('');
  });

  test.each([
    [undefined, 'No address was given'],
    ['http://hooks.test/', 'https://'],
    ['https://127.0.0.1/', '127.0.0.1 is not on the public internet'],
    ['https://2130706433/', '127.0.0.1 is not on the public internet'],
    ['https://[fd00::1]/', 'fd00::1 is not on the public internet'],
    ['https://localhost/', 'localhost is not on the public internet'],
  ])('refuses the address %j, and keeps nothing', async (address, why) => {
    const { exitCode, errors, targets } = await run('set prod crm', address ? { address } : {});
    expect([exitCode, targets.size]).toEqual([1, 0]);
    expect(errors).toContain(why);
  });

  test('names the nearest webhook for one that is not configured', async () => {
    const { exitCode, errors } = await run('set prod crn', { address: 'https://hooks.test/' });
    expect(exitCode).toBe(2);
    expect(errors).toContain('Did you mean "crm"? Choose one of crm, team.');
  });
});

describe('rotate', () => {
  test('signs with the new secret and the one before, and no third', async () => {
    const older = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
    const targets = { crm: { ...set, signingSecrets: [SECRET, older] } };
    const { out, targets: after } = await run('rotate prod crm', { targets });
    expect(after.get('crm')).toEqual({ url: set.url, signingSecrets: [out.trim(), SECRET] });
  });

  test('says what to do where there is nothing to rotate', async () => {
    expect((await run('rotate prod crm')).errors).toContain('npx waypost webhooks set prod crm');
    expect((await run('rotate prod team')).errors).toContain('which is not signed');
  });
});

describe('unset', () => {
  test('deletes the address, of a webhook that is no longer configured, too', async () => {
    const { targets } = await run('unset prod old', { targets: { old: set } });
    expect(targets.size).toBe(0);
    expect((await run('unset prod crm')).errors).toContain('No address is set for crm in prod');
  });
});

describe('test', () => {
  test('says that the receiver took it', async () => {
    const { exitCode, notes } = await run('test prod crm');
    expect([exitCode, notes]).toEqual([undefined, 'crm took the test event.']);
  });

  test.each([
    ['http-404', 'answered with the status 404'],
    ['timeout', 'within 15 seconds'],
    ['unreachable', 'cannot be reached'],
    ['redirect', 'redirects'],
    ['not-public', 'private network'],
    ['not-set', 'npx waypost webhooks set prod crm'],
    ['no-signing-secret', 'Set it again'],
    ['unknown', 'not deployed in prod yet'],
    ['aws', 'Its log says why'],
  ])('fails for the outcome %s, and says what to do', async (outcome, words) => {
    const { exitCode, errors } = await run('test prod crm', { outcome });
    expect(exitCode).toBe(1);
    expect(errors).toContain(words);
  });

  test('as JSON, also when it fails', async () => {
    const { exitCode, out } = await run('test prod crm --json', { outcome: 'timeout' });
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual({ webhook: 'crm', outcome: 'timeout' });
  });
});

describe('redrive', () => {
  test('sends each message before it deletes it, and leaves what it cannot read', async () => {
    const { queue, dead, order, out, notes } = await run('redrive prod', {
      deadLetters: [MESSAGE, 'no JSON'],
    });
    expect(queue).toEqual([MESSAGE]);
    expect(dead).toEqual(['no JSON']);
    expect(order).toEqual(['send to queue', 'delete from dead letters']);
    expect(out).toContain('1 message put back on the queue');
    expect(notes).toContain('1 malformed message left');
  });

  test('as JSON', async () => {
    const { out } = await run('redrive prod --json', { deadLetters: [MESSAGE] });
    expect(JSON.parse(out)).toEqual({
      redriven: ['0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11'],
      metAgain: [],
      malformed: [],
      inFlight: 0,
    });
  });
});
