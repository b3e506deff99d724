import { PassThrough } from 'node:stream';
import { NobodyToAsk, promptForApproval } from '../../rehearsal/approval-prompt';

/** A person at a terminal, or a pipe. */
function prompt(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const steps: string[] = [];
  const ask = promptForApproval(input, output, {
    pause: () => steps.push('pause'),
    resume: () => steps.push('resume'),
  });
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const request = { executionId: 'one', stage: 'prod', action: 'Approve', stacks: [] };
  return {
    input,
    steps,
    ask: (signal = new AbortController().signal) => ask(request, signal),
    /** What is shown from now on. */
    shown: () => {
      const before = shown;
      shown = '';
      return before;
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('question for approval', () => {
  test.each(['y', 'Y', 'yes', ' YES '])('takes %j for a yes', async (answer) => {
    const { ask, input } = prompt(false);
    input.write(`${answer}\n`);

    expect(await ask()).toEqual({ approved: true });
  });

  test.each(['', 'n', 'yesterday'])('takes %j for a no, and says what it was', async (answer) => {
    const { ask, input } = prompt(false);
    input.write(`${answer}\n`);

    expect(await ask()).toEqual({
      approved: false,
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

    expect(steps).toEqual(['pause']);
    end.abort(new Error('over'));
    await expect(answer).rejects.toThrow(/abort/i);
    expect(steps).toEqual(['pause', 'resume']);
  });
});
