import { ids, queued, stored, submissions, unmailed } from './fakes';

const failed = stored({ id: ids.failed, status: 'failed', reason: 'MessageRejected' });

describe('submissions release', () => {
  test.each(['spam', 'failed', 'parked'])('puts what is %s on the queue', async (status) => {
    const held = unmailed({ status, spam: status === 'spam' ? ['honeypot'] : [] });
    const { code, queue, stderr } = await submissions(`release dev ${held.id}`, {
      submissions: [held],
    });
    expect(code).toBe(0);
    expect(queue.bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
      JSON.parse(queued(held, { released: true })),
    ]);
    expect(stderr).toContain(`Released ${held.id}, which was ${status}`);
  });

  test.each([
    ['mailed', 'was mailed at 2026-11-24T09:15:02.000Z'],
    ['received', `npx waypost submissions redrive dev --id ${ids.mailed}`],
  ])('refuses what is %s, and says what to do', async (status, message) => {
    const { code, queue, stderr } = await submissions(`release dev ${ids.mailed}`, {
      submissions: [stored({ status })],
    });
    expect({ code, sent: queue.bodies }).toEqual({ code: 1, sent: [] });
    expect(stderr).toContain(`has the status "${status}"; only spam, failed, parked`);
    expect(stderr).toContain(message);
  });

  test('refuses what the delivery would take for malformed', async () => {
    const broken = unmailed({ status: 'spam', values: { name: 'Ada' } });
    const { code, queue, stderr } = await submissions(`release dev ${ids.mailed}`, {
      submissions: [broken],
    });
    expect({ code, sent: queue.bodies }).toEqual({ code: 1, sent: [] });
    expect(stderr).toContain('values.');
    expect(stderr).not.toContain('Ada');
  });

  test('knows only what is there', async () => {
    expect((await submissions('release dev none')).stderr).toContain('no submission "none"');
  });
});

describe('submissions redrive', () => {
  const record = { id: ids.spam, mailedAt: '2026-11-24T09:15:02.000Z', mailMessageId: 'ses-1' };
  const letters = [queued(failed), 'not ours', JSON.stringify({ kind: 'mailed', record })];

  test('sends each dead letter before it deletes it, and reports how many', async () => {
    const { code, queue, deadLetters, stdout, log } = await submissions('redrive dev', {
      deadLetters: letters,
    });
    expect(code).toBe(0);
    expect(queue.bodies).toEqual([letters[0], letters[2]]);
    expect(deadLetters.bodies).toEqual(['not ours']);
    expect(log).toEqual([
      'send to queue',
      'delete from dead letters',
      'send to queue',
      'delete from dead letters',
    ]);
    expect(stdout).toMatch(/^2 messages put back/);
  });

  test('leaves what is malformed, names it by message id and says how to look at it', async () => {
    const { stdout, stderr } = await submissions('redrive dev', { deadLetters: letters });
    expect(stderr).toContain('1 malformed message left');
    expect(stderr).toContain('message-1');
    expect(stderr).toContain('aws sqs receive-message --queue-url https://sqs.example/queue');
    expect(stdout + stderr).not.toContain('not ours');
  });

  test('--id takes one submission and leaves the others', async () => {
    const { queue, deadLetters } = await submissions(`redrive dev --id ${ids.spam}`, {
      deadLetters: letters,
    });
    expect(queue.bodies).toEqual([letters[2]]);
    expect(deadLetters.bodies).toEqual([letters[0], letters[1]]);
  });

  test('--id of what is not there is an error that says where to look', async () => {
    const { code, stderr } = await submissions(`redrive dev --id ${ids.mailed}`, {
      deadLetters: letters,
    });
    expect(code).toBe(1);
    expect(stderr).toContain(`no message of submission "${ids.mailed}" in the dead-letter queue`);
  });

  test('--id of what another run may hold says that it may be hidden, and for how long', async () => {
    const { code, stderr } = await submissions(`redrive dev --id ${ids.mailed}`, {
      deadOutOfReach: { inFlight: 3, delayed: 0 },
    });
    expect(code).toBe(1);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('3 messages hidden for up to 15 minutes');
  });

  test('of an empty queue does nothing', async () => {
    const { code, stdout, log } = await submissions('redrive dev');
    expect({ code, stdout, log }).toEqual({
      code: 0,
      stdout: 'no messages put back on the queue\n',
      log: [],
    });
  });

  test('--json reports ids', async () => {
    const { stdout, stderr } = await submissions('redrive dev --json', { deadLetters: letters });
    expect(JSON.parse(stdout)).toEqual({
      redriven: [ids.failed, ids.spam],
      metAgain: [],
      malformed: ['message-1'],
      inFlight: 0,
    });
    expect(stderr).toBe('');
  });
});
