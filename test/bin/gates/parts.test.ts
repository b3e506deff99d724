import { type Ended, type Part, runParts } from '../../../bin/gates/parts';

const node = (name: string, script: string): Part => ({ name, args: ['-e', script] });

/** What happened, as lines, in order; and how the parts ended. */
async function run(...parts: Part[]) {
  const lines: string[] = [];
  const interrupted = new AbortController();
  const ended = await runParts(parts, {
    cwd: __dirname,
    interruption: interrupted.signal,
    listener: {
      started: ({ name }) => lines.push(`run ${name}`),
      progress: (line) => {
        lines.push(line);
        if (line === 'Ctrl-C') interrupted.abort();
      },
      ended: ({ name, output }) => lines.push(`${name}: ${output}`),
    },
  });
  return { lines, ended };
}

const failures = (ended: readonly Ended[]) =>
  ended.flatMap(({ name, failure }) => (failure === undefined ? [] : [`${name}: ${failure}`]));

describe('parts of a check', () => {
  test('run one after the other to the end, and all that failed is told', async () => {
    const { lines, ended } = await run(
      node('one', 'process.exit(3)'),
      node('two', '0'),
      node('three', 'throw 1'),
    );
    expect(failures(ended)).toEqual(['one: exit code 3', 'three: exit code 1']);
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      ...['run one', 'one', 'run two', 'two', 'run three', 'three'],
    ]);
  });

  test('fail when something kills them', async () => {
    const { ended } = await run(node('killed', 'process.kill(process.pid, "SIGKILL")'));
    expect(failures(ended)).toEqual(['killed: killed by SIGKILL']);
  });

  test('fail when their program is not there', async () => {
    const { ended } = await run({ name: 'gone', args: ['./no-such-program.js'] });
    expect(failures(ended)).toEqual(['gone: exit code 1']);
    expect(ended[0]?.output).toContain('no-such-program');
  });

  test('have their output told in one piece, and their progress at once', async () => {
    const talk = 'console.log("a"); process.send("half"); console.error("b"); process.disconnect()';
    const { lines } = await run(node('one', talk));
    expect(lines).toEqual(['run one', 'half', 'one: a\nb']);
  });

  test('are told to end by Ctrl-C and waited for, and none is started after it', async () => {
    const slowToEnd = `
      process.on('SIGTERM', () => { console.log('tidied up'); process.exit(0); });
      setInterval(() => {}, 1000);
      process.send('Ctrl-C');`;
    const { lines, ended } = await run(node('one', slowToEnd), node('two', ''));
    expect(failures(ended)).toEqual(['one: interrupted']);
    expect(lines).toContain('one: tidied up');
    expect(lines).not.toContain('run two');
  });
});
