import type { RehearsalEvent } from '../../../rehearsal/events';
import { duration } from '../../../rehearsal/report/duration';
import { stackLine } from '../../../rehearsal/reporters/stack-line';
import { PlainReporter } from '../../../rehearsal/reporters/plain';
import { TerminalReporter } from '../../../rehearsal/reporters/terminal';
import { deliveredRun, ended, failedRun, sideBySideRun } from '../events';

const ESCAPE = '\u001b';

function onTerminal(events: readonly RehearsalEvent[], color: boolean): string {
  let written = '';
  const reporter = new TerminalReporter(
    { write: (text) => (written += text), columns: 80 },
    { color, staysUp: true, now: () => new Date(deliveredRun[0]?.at ?? 0) },
  );
  for (const event of events) reporter.report(event);
  reporter.stop();
  return written;
}

function plainly(events: readonly RehearsalEvent[], staysUp = true): string {
  let written = '';
  const now = () => new Date();
  const reporter = new PlainReporter((text) => (written += text), { staysUp, now });
  for (const event of events) reporter.report(event);
  return written;
}

const progress: RehearsalEvent = {
  type: 'action-progress',
  at: '2026-11-23T12:00:02.500Z',
  executionId: 'one',
  stage: 'Source',
  action: 'Source',
  detail: 'npm ci',
};

describe('plain reporter', () => {
  test('writes one line for each action, with its duration, under its stage', () => {
    expect(plainly(deliveredRun)).toContain('Source\n  ok Source 1.5 s\n');
  });

  test('tells of a restart with what has changed, of failures with their message, and of addresses', () => {
    expect(plainly(deliveredRun)).toMatch(
      /changed itself:\n {2}Stages\.dev\.Actions\.Approve is new/,
    );
    expect(plainly(deliveredRun)).toMatch(/contact page +http:\/\/page\.localhost:1\//);
    expect(plainly(deliveredRun)).toMatch(
      /^submissions +npx waypost submissions list dev --rehearsal$/m,
    );
    expect(plainly(failedRun)).toMatch(/FAILED Source 1\.0 s\n {4}it broke\n/);
  });

  test('says where an address is, if another one has its name', () => {
    const at = (environment: string) => ({ name: 'Url', environment, address: 'http://x/' });
    const events = deliveredRun.map((event) =>
      event.type === 'delivered' ? { ...event, endpoints: [at('dev'), at('prod')] } : event,
    );
    expect(plainly(events)).toContain('\nUrl in dev   http://x/\nUrl in prod  http://x/\n');
  });

  test('says what permissions did: how many calls, denials with what to do, and unused grants', () => {
    expect(plainly(deliveredRun)).toContain(
      [
        'permissions: 657 calls allowed, 2 denied; of 38 new grants in prod 1 never exercised',
        '  denied to waypost-dev-submit: sqs:PurgeQueue on arn:aws:sqs:eu-west-1:222222222222:queue. Grant it.',
        '',
      ].join('\n'),
    );
    expect(plainly(failedRun)).toContain('permissions: 657 calls allowed, none denied\n');
  });

  test('prints the console’s address at once, and again when a commit was delivered', () => {
    const address = 'http://127.0.0.1:1/?token=t';
    const opened = { type: 'console-opened', at: '2026-11-23T12:00:00.000Z', address } as const;
    const text = plainly([opened, ...deliveredRun]);

    expect(text).toMatch(/^console {6}http:\/\/127\.0\.0\.1:1\/\?token=t\nRehearsing/);
    expect(text.match(/^console /gm)).toHaveLength(2);
    expect(plainly(deliveredRun)).not.toMatch(/^console /m);
  });

  test('tells of an answer that the console has given, and not of the terminal’s own', () => {
    const answered = {
      type: 'approval-answered',
      at: '2026-11-23T12:00:03.000Z',
      executionId: 'one',
      stage: 'prod',
      action: 'Approve',
    } as const;
    const said = { approved: false, by: 'console', comment: 'not \u001b[2Jtoday' } as const;

    expect(plainly([{ ...answered, ...said }])).toBe(
      'prod\n  rejected in the console: not today\n',
    );
    expect(plainly([{ ...answered, approved: true, by: 'terminal' }])).toBe('');
  });

  test('says of executions side by side whose stage the lines are of, and what became of each', () => {
    expect(plainly(sideBySideRun)).toBe(
      [
        '',
        'Execution for aaaa000000',
        'prod',
        '',
        'Execution for bbbb000000, a new push',
        'dev (bbbb000000)',
        '  ok Deploy 1.0 s',
        '',
        'bbbb000000 waits for prod, where aaaa000000 is',
        'prod (aaaa000000)',
        '  expired Approve 4.0 s',
        '    too late',
        '',
        'Execution for cccc000000, a new push',
        '',
        'superseded bbbb000000 by the newer cccc000000',
        '',
      ].join('\n'),
    );
  });

  test('shows the comment of an approval and its link, line by line', () => {
    const ref = { executionId: 'one', stage: 'prod', action: 'Approve' };
    const request = { ...ref, commit: 'c', comment: '1 replaced\n2 added', reviewUrl: 'http://x/' };
    const asked = {
      type: 'approval-asked',
      at: '2026-11-23T12:00:00.000Z',
      ...ref,
      request,
    } as const;

    expect(plainly([asked])).toBe(
      'prod\n  prod waits for approval.\n    1 replaced\n    2 added\n    http://x/\n',
    );
  });

  test('says what an execution has done to the stacks, and names those it has updated', () => {
    expect(
      stackLine([
        { name: 'a', change: 'updated' },
        { name: 'b', change: 'unchanged' },
        { name: 'c', change: 'updated' },
        { name: 'd', change: 'created' },
      ]),
    ).toEqual(['stacks: 1 created, 2 updated (a, c), 1 unchanged']);
    expect(stackLine([])).toEqual([]);
  });

  test('waits for commits after every delivery of a rehearsal that stays up', () => {
    const delivery = deliveredRun.slice(-1);

    expect(
      plainly([...deliveredRun, ...delivery]).match(/^Waiting for new commits/gm),
    ).toHaveLength(2);
  });

  test('names no address when the rehearsal ends, because none will answer', () => {
    expect(plainly(deliveredRun, false)).not.toMatch(/http|Waiting|npx waypost/);
  });

  test('says every half minute what is still running and which command it is at', () => {
    jest.useFakeTimers({ now: Date.parse(failedRun[0]?.at ?? '') });
    let written = '';
    let output = '';
    const reporter = new PlainReporter((text) => (written += text), {
      staysUp: false,
      now: () => new Date(),
      outputOf: () => output,
    });
    for (const event of failedRun.slice(0, 3)) {
      reporter.report({ ...event, at: new Date().toISOString() });
    }
    reporter.report({ ...progress, at: new Date().toISOString(), detail: 'npm run check\nnext' });
    written = '';

    jest.advanceTimersByTime(30_000);
    output = 'unit tests 1,200 of 2,859';
    jest.advanceTimersByTime(30_000);
    expect(written).toBe(
      '  still running: Source 30.0 s (npm run check)\n' +
        '  still running: Source 1 min 00 s (npm run check): unit tests 1,200 of 2,859\n',
    );
    reporter.pause({ showAgain: () => undefined });
    jest.advanceTimersByTime(60_000);
    expect(written.split('\n')).toHaveLength(3);
    reporter.report({ ...ended, outcome: 'failed' });
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  test('ends the line of an open question before it writes, and asks again', () => {
    let written = '';
    const now = () => new Date();
    const reporter = new PlainReporter((text) => (written += text), { staysUp: true, now });
    reporter.pause({ showAgain: () => (written += 'Approve? ') });
    reporter.report({ type: 'noticed', at: now().toISOString(), message: 'news' });
    reporter.resume();
    reporter.report({ ...ended, outcome: 'succeeded' });

    expect(written).toBe('\nnote news\nApprove? ');
  });

  test('says of a planted fault that it is none', () => {
    const fault = { type: 'fault', at: '2026-11-23T12:00:00.000Z', target: 'sqs' } as const;
    const written = plainly([
      { ...fault, kind: 'deny', status: 'planted' },
      { ...fault, kind: 'deny', status: 'met', detail: 'sqs:SendMessage' },
      { ...fault, kind: 'kill', status: 'not-met' },
    ]);

    expect(written).toBe(
      'planted sqs:deny by --break, no real fault; it is met once\n' +
        'planted sqs:deny met: sqs:SendMessage\n' +
        'planted sqs:kill not met: nothing of it ran, or changed anything\n',
    );
  });

  test('writes no control characters', () => {
    expect(plainly(deliveredRun)).not.toContain(ESCAPE);
    expect(plainly(deliveredRun)).not.toContain('\r');
  });
});

const HOSTILE = `\u001b[2J\u001b]0;title\u0007\u001b[31mred\u001b[0m \u0007\u202eabc\u200b\r\u009b1Aend`;

describe.each([
  ['plain', (events: readonly RehearsalEvent[]) => plainly(events)],
  ['terminal', (events: readonly RehearsalEvent[]) => onTerminal(events, false)],
])('%s reporter', (_, shown) => {
  test('lets no text from outside steer the terminal: errors, messages, names', () => {
    const ref = { executionId: 'one', stage: 'prod', action: `Approve${HOSTILE}` };
    const at = '2026-11-23T12:00:00.000Z';
    const request = { ...ref, commit: 'c', comment: `a ${HOSTILE}\nb`, reviewUrl: HOSTILE };
    const written = shown([
      { type: 'noticed', at, message: HOSTILE },
      { type: 'approval-asked', at, ...ref, request },
      { type: 'action-ended', at, ...ref, status: 'failed', error: `it broke\n${HOSTILE}` },
      { ...ended, outcome: 'failed', error: HOSTILE },
    ]);

    expect(written).toContain('note red abc end\n');
    expect(written).toContain('    a red abc end\n    b\n');
    expect(written).toContain('FAILED Approvered abc end');
    // The one escape sequence that is the reporter's own.
    expect(written.replaceAll(`\r${ESCAPE}[2K`, '')).not.toMatch(/[^\P{C}\n]/u);
  });
});

describe('live line', () => {
  const at = '2026-11-23T12:00:00.000Z';
  const start = (...names: string[]): RehearsalEvent[] =>
    names.map((name) => ({ type: 'preparation-started', at, name, logPath: `${name}.log` }));

  /** What the terminal shows last, of what has begun two seconds and a bit before. */
  function lastLine(
    events: readonly RehearsalEvent[],
    outputOf: (logPath: string) => string,
    { columns = 80, seconds = 2 } = {},
  ): string {
    let written = '';
    const reporter = new TerminalReporter(
      { write: (text) => (written += text), columns },
      {
        color: false,
        staysUp: true,
        now: () => new Date(Date.parse(at) + seconds * 1_000),
        outputOf,
      },
    );
    for (const event of events) reporter.report(event);
    const [, line = ''] =
      new RegExp(`.*${ESCAPE}\\[\\?7l(.*)${ESCAPE}\\[\\?7h$`).exec(written) ?? [];
    reporter.stop();
    return line;
  }

  test('has the command and the last that its output says', () => {
    const build: RehearsalEvent = { ...progress, type: 'action-started', at, logPath: 'build.log' };
    const line = lastLine([build, progress], (path) => `${path} says so`);

    expect(line).toMatch(/^ {2}. Source 2\.0 s \(npm ci\): build\.log says so$/);
  });

  test('is rewritten in place, and cut to the terminal by characters as people count them', () => {
    const line = lastLine(start('deploy'), () => '👩‍👩‍👧 é ✨ '.repeat(20), { columns: 30 });

    expect([...new Intl.Segmenter().segment(line)]).toHaveLength(29);
    expect(line.endsWith('…')).toBe(true);
  });

  test('leaves room for the output beside a command that is long', () => {
    const build: RehearsalEvent = { ...progress, type: 'action-started', at, logPath: 'build.log' };
    const long: RehearsalEvent = {
      ...progress,
      type: 'action-progress',
      detail: `cdk-assets ${'x'.repeat(900)}`,
    };

    expect(lastLine([build, long], () => 'asset 3 of 7')).toMatch(/x…\): asset 3 of 7$/);
  });

  test('shows each of several things in its turn', () => {
    const three = start('tools', 'dev', 'prod');
    const lines = [0, 2, 4, 6].map((seconds) =>
      lastLine(three, (path) => `says ${path}`, { seconds }).replace(/^ {2}. /, ''),
    );

    expect(new Set(lines.slice(0, 3))).toEqual(
      new Set([
        expect.stringMatching(/^1 of 3: tools \d\.0 s: says tools\.log$/),
        expect.stringMatching(/^2 of 3: dev \d\.0 s: says dev\.log$/),
        expect.stringMatching(/^3 of 3: prod \d\.0 s: says prod\.log$/),
      ]),
    );
    expect(lines[3]?.slice(0, 6)).toBe(lines[0]?.slice(0, 6));
  });
});

describe('terminal reporter', () => {
  test('shows on a live line what is running, and removes it', () => {
    const written = onTerminal(failedRun.slice(0, 3), false);

    expect(written).toMatch(/Source 0\.0 s/);
    expect(written.endsWith(`\r${ESCAPE}[2K`)).toBe(true);
  });

  test('shows the command that a build is at', () => {
    expect(onTerminal([...failedRun.slice(0, 3), progress], false)).toMatch(
      /Source \d+\.\d s \(npm ci\)/,
    );
  });

  test('uses no colours when it must not', () => {
    expect(onTerminal(deliveredRun, false)).not.toContain(`${ESCAPE}[3`);
    expect(onTerminal(deliveredRun, true)).toContain(`${ESCAPE}[32m`);
  });

  test('moves while something runs, and writes nothing while a question is asked', () => {
    jest.useFakeTimers();
    let written = '';
    const reporter = new TerminalReporter(
      { write: (text) => (written += text) },
      { color: false, staysUp: true, now: () => new Date() },
    );
    const writtenInASecond = () => {
      const before = written.length;
      jest.advanceTimersByTime(1_000);
      return written.length - before;
    };
    for (const event of failedRun.slice(0, 3)) reporter.report(event);

    expect(writtenInASecond()).toBeGreaterThan(0);
    reporter.pause({ showAgain: () => undefined });
    expect(writtenInASecond()).toBe(0);
    reporter.resume();
    expect(writtenInASecond()).toBeGreaterThan(0);
    reporter.stop();
    expect(writtenInASecond()).toBe(0);
    jest.useRealTimers();
  });

  test('writes above an open question, which it shows again', () => {
    let written = '';
    const reporter = new TerminalReporter(
      { write: (text) => (written += text) },
      { color: false, staysUp: true, now: () => new Date() },
    );
    reporter.pause({ showAgain: () => (written += 'Approve? ') });
    for (const event of failedRun.slice(0, 3)) reporter.report(event);
    reporter.stop();

    expect(written).toMatch(/Source\nApprove\? $/);
    expect(written.startsWith(`\r${ESCAPE}[2K`)).toBe(true);
  });

  test('tells why the rehearsal has ended', () => {
    const end: RehearsalEvent = { ...ended, outcome: 'failed', error: 'The emulator has ended' };

    expect(onTerminal([end], false)).toContain('The emulator has ended\n');
  });
});

test('a duration is in seconds up to a minute, in minutes up to an hour, and in hours from there', () => {
  expect(duration('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.440Z')).toBe('1.4 s');
  expect(duration('2026-01-01T00:00:00.000Z', '2026-01-01T00:02:05.000Z')).toBe('2 min 05 s');
  expect(duration('2026-01-01T00:00:00.000Z', '2026-01-02T01:05:59.000Z')).toBe('25 h 05 min');
});
