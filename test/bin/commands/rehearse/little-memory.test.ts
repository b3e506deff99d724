import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');

/** Of a process that keeps a million objects for a while. */
function measured(before: string): { readonly newSpaceBytes: number; readonly readBytes: number } {
  const script = `
    ${before}
    const kept = [];
    for (let n = 0; n < 1e6; n++) kept[n % 1e5] = { n };
    const spaces = require('node:v8').getHeapSpaceStatistics();
    const { space_size } = spaces.find(({ space_name }) => space_name === 'new_space');
    const readBytes = require('node:stream').getDefaultHighWaterMark(false);
    console.log(JSON.stringify({ newSpaceBytes: space_size, readBytes }));`;
  const node = ['--import', 'tsx', '-e', script];
  const { stdout, stderr } = spawnSync(process.execPath, node, { cwd: ROOT, encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as ReturnType<typeof measured>;
}

test('a rehearsal keeps little room for new objects, and reads little at once', () => {
  const little = measured(`require('./bin/commands/rehearse/little-memory.ts').useLittleMemory();`);
  const usual = measured('');

  expect(little.newSpaceBytes).toBeLessThan(usual.newSpaceBytes / 3);
  expect(little.readBytes).toBe(16 * 1024);
});
