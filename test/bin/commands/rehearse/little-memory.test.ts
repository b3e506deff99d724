import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');

/** Of a process that has made a million objects and kept some of them, after this code. */
function measured(code: string): { readonly newSpaceBytes: number; readonly readBytes: number } {
  const script = `
    require('node:stream').setDefaultHighWaterMark(false, 64 * 1024);
    ${code}
    const kept = [];
    for (let n = 0; n < 1e6; n++) kept[n % 1e5] = { n };
    const spaces = require('node:v8').getHeapSpaceStatistics();
    const { space_size } = spaces.find(({ space_name }) => space_name === 'new_space');
    const readBytes = require('node:stream').getDefaultHighWaterMark(false);
    process.stdout.write('\\n' + JSON.stringify({ newSpaceBytes: space_size, readBytes }));`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--max-semi-space-size=16', '--import', 'tsx', '-e', script],
    { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8' },
  );
  return JSON.parse(stdout.split('\n').at(-1) ?? '') as ReturnType<typeof measured>;
}

/** `waypost rehearse`, with an action that does nothing. */
const REHEARSE = `
  const { Command } = require('commander');
  const { addRehearseCommand } = require('./bin/commands/rehearse/command.ts');
  const program = new Command();
  addRehearseCommand(program);
  const exports = { rehearseHere: () => new Promise(() => undefined) };
  require.cache[require.resolve('./bin/commands/rehearse/action.ts')] = { loaded: true, exports };
  void program.parseAsync(['rehearse'], { from: 'user' });`;

test('a rehearsal keeps little room for new objects, and reads little at once', () => {
  const rehearsal = measured(REHEARSE);
  const usual = measured('');

  expect(usual.newSpaceBytes).toBeGreaterThan(0);
  expect(rehearsal.newSpaceBytes).toBeLessThan(usual.newSpaceBytes / 3);
  expect(rehearsal.readBytes).toBe(16 * 1024);
});
