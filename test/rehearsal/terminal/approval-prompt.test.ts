import { PassThrough } from 'node:stream';
import { NobodyToAsk, promptForApproval } from '../../../rehearsal/terminal/approval-prompt';

/** A person at a terminal, or a pipe. */
function prompt(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const steps: string[] = [];
  let showAgain: () => void = () => undefined;
  const ask = promptForApproval(input, output, {
    pause: (question) => {
      steps.push('pause');
      ({ showAgain } = question);
    },
    resume: () => steps.push('resume'),
  });
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const request = {
    executionId: 'one',
    commit: 'c0ffee',
    stage: 'prod',
    action: 'Approve',
  };
  return {
    input,
    steps,
    showAgain: () => {
      showAgain();
    },
    ask: (signal = new AbortController().signal, stage = 'prod') =>
      ask({ ...request, stage }, signal),
    /** What is shown from now on. */
    shown: () => {
      const before = shown;
      shown = '';
      return before;
    },
  };
}

/** Lets streams and promises hand on what they hold, which takes no timer. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 10; turns += 1) await new Promise(setImmediate);
}

describe('question for approval', () => {
  test.each(['y', 'Y', 'yes', ' YES '])('takes %j for a yes', async (answer) => {
    const { ask, input } = prompt(false);
    input.write(`${answer}\n`);

    expect(await ask()).toEqual({ approved: true, by: 'terminal' });
  });

  test.each(['', 'n', 'yesterday'])('takes %j for a no, and says what it was', async (answer) => {
    const { ask, input } = prompt(false);
    input.write(`${answer}\n`);

    expect(await ask()).toEqual({
      approved: false,
      by: 'terminal',
      reason: `the answer was ${JSON.stringify(answer)}`,
    });
  });

  test('echoes what is typed once, however often it has been asked', async () => {
    const { ask, input, shown } = prompt(true);
    for (let times = 0; times < 3; times += 1) {
      const answer = ask();
      await settle();
      shown();
      input.write('n');
      await settle();

      expect(shown()).toBe('n');
      input.write('\r');
      await answer;
    }
  });

  test('asks one at a time, and names the stage and the commit', async () => {
    const { ask, input, shown } = prompt(true);
    const first = ask(undefined, 'dev');
    const second = ask(undefined, 'prod');
    await settle();
    expect(shown()).toContain('Approve dev for c0ffee? [y/N]');

    input.write('y\r');
    expect(await first).toEqual({ approved: true, by: 'terminal' });
    await settle();
    expect(shown()).toContain('Approve prod for c0ffee? [y/N]');
    input.write('n\r');
    expect(await second).toMatchObject({ approved: false });
  });

  test('leaves out a question that has lost its sense, while the one before it is open', async () => {
    const { ask, input, shown } = prompt(true);
    const first = ask(undefined, 'dev');
    const lost = new AbortController();
    const second = ask(lost.signal, 'second');
    const third = ask(undefined, 'third');
    await settle();
    lost.abort(new Error('too late'));

    await expect(second).rejects.toThrow('too late');
    expect(shown()).not.toMatch(/second|third/);
    input.write('y\r');
    await first;
    await settle();
    expect(shown()).toContain('Approve third');
    input.write('y\r');
    await third;
  });

  test('shows the question and what has been typed again when something was written meanwhile', async () => {
    const { ask, input, shown, showAgain } = prompt(true);
    const answer = ask();
    await settle();
    input.write('ye');
    await settle();
    shown();

    showAgain();
    expect(shown()).toMatch(/Approve prod for c0ffee\? \[y\/N\] ye/);
    input.write('s\r');
    expect(await answer).toEqual({ approved: true, by: 'terminal' });
  });

  test('says that nobody can be asked when the input ends', async () => {
    const { ask, input } = prompt(false);
    const answer = ask();
    input.end();

    await expect(answer).rejects.toThrow(NobodyToAsk);
  });

  test('makes the screen stand still while it is asked, and ends with an abort', async () => {
    const { ask, steps } = prompt(true);
    const end = new AbortController();
    const answer = ask(end.signal);
    await settle();

    expect(steps).toEqual(['pause']);
    end.abort(new Error('over'));
    await expect(answer).rejects.toThrow(/abort/i);
    expect(steps).toEqual(['pause', 'resume']);
  });

  test('leaves its line when somebody else was first, so that the next one begins another', async () => {
    const { ask, shown } = prompt(true);
    const over = new AbortController();
    const answer = ask(over.signal);
    await settle();
    shown();
    over.abort(new Error('answered in the console'));

    await expect(answer).rejects.toThrow(/abort/i);
    expect(shown()).toContain('\n');
  });
});
