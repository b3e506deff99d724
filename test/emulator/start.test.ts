import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulator } from '../../rehearsal/emulator/emulator';
import { timeLimits } from '../../rehearsal/runner/time-limits';
import { emulatorOptions, temporaryDirectory } from './support/running-emulator';

let directory: string;
let abort: AbortController;
beforeEach(async () => {
  directory = await temporaryDirectory();
  abort = new AbortController();
});
afterEach(async () => {
  abort.abort();
  await rm(directory, { recursive: true, force: true });
});

/** Ends with the test, also where the test expected that it would not come up. */
const startWith = (python: string) =>
  startEmulator({ ...emulatorOptions(directory), python, signal: abort.signal });

/** A program in the place of Python: lines of shell that know the real one as $PYTHON. */
async function pythonThat(...lines: string[]): Promise<string> {
  const python = join(directory, 'python');
  const script = ['#!/bin/sh', `PYTHON='${emulatorOptions(directory).python}'`, ...lines];
  await writeFile(python, script.join('\n'), { mode: 0o755 });
  return python;
}

test('quotes the end of its log when it does not come up', async () => {
  // Without its site packages.
  const python = await pythonThat('exec "$PYTHON" -S "$@"');
  await expect(startWith(python)).rejects.toThrow(
    /did not come up: it ended with exit code 1.*No module named 'ministack'/s,
  );
});

test('names the Python that cannot be started', async () => {
  const python = join(directory, 'no-python');
  await expect(startWith(python)).rejects.toThrow(`did not come up: ${python} cannot be started`);
});

test('says how long it has waited for one that never answers, and how to wait longer', async () => {
  const python = await pythonThat('exec sleep 3600');
  const limits = { ...timeLimits(), emulatorStart: 0 };
  await expect(
    startEmulator({ ...emulatorOptions(directory), python, limits, signal: abort.signal }),
  ).rejects.toThrow(/did not come up: no answer within 0 s\. .*--patience 5/);
});

test.each([
  ['a gap', 'ministack.core.iam_evaluator', '_resolve_condition_key'],
  ['the customer’s keys', 'ministack.services.s3', '_bucket_default_sse_headers'],
  ['a resource type', 'ministack.services.s3', '_get_object_data'],
  ['the list of mails', 'ministack.services.ses', '_sent_emails'],
  ['the roles of services', 'ministack.services.sts', 'register_session'],
])('does not start when a name has gone that %s needs', async (_who, module, name) => {
  const python = await pythonThat(
    `exec "$PYTHON" -B -c '`,
    `import runpy, ${module} as changed`,
    `del changed.${name}`,
    `runpy.run_module("launcher", run_name="__main__")'`,
  );
  await expect(startWith(python)).rejects.toThrow(
    new RegExp(`${module} has no '${name}'.*requirements\\.txt`, 's'),
  );
});

test('takes another port when the first is taken before it can bind it', async () => {
  const taken = join(directory, 'taken');
  const python = await pythonThat(
    `if [ ! -e '${taken}' ]; then`,
    `  touch '${taken}'; echo "ERROR: 127.0.0.1:1 is already in use"; exit 1`,
    'fi',
    'exec "$PYTHON" "$@"',
  );
  const emulator = await startWith(python);
  await expect(emulator.mails()).resolves.toEqual([]);
});
