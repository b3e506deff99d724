import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptCloud, KeptCloudUnfit } from '../../../rehearsal/workspace/kept-cloud';

const { pid: DEAD } = spawnSync('true');
const CLEAN = /Run `npx waypost clean --app .+` to remove it/;

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'waypost-kept-'));
});
afterEach(() => {
  rmSync(repository, { recursive: true });
});

const file = (name: string) => join(repository, '.waypost', 'cloud', name);
const record = { port: 4566, commit: 'c0ffee' };

/** As a rehearsal leaves it at its end. */
async function keep(): Promise<KeptCloud> {
  const cloud = await KeptCloud.find(repository);
  await cloud.take();
  await cloud.open();
  await cloud.close(record);
  return cloud;
}

describe('a kept cloud', () => {
  test('is found as it was kept', async () => {
    await keep();
    expect((await KeptCloud.find(repository)).record).toMatchObject(record);
  });

  test('is closed to other users of the machine', async () => {
    await keep();
    expect(statSync(file('.')).mode & 0o077).toBe(0);
  });

  test('control: is not there before, and not after it was discarded', async () => {
    expect((await KeptCloud.find(repository)).record).toBeUndefined();
    await (await keep()).discard();
    expect((await KeptCloud.find(repository)).record).toBeUndefined();
    expect(existsSync(file('.'))).toBe(false);
  });

  test('that was not written to its end is refused, with the command that removes it', async () => {
    const cloud = await keep();
    await cloud.take();
    await cloud.open();
    writeFileSync(file('in-use'), String(DEAD));

    await expect(KeptCloud.find(repository)).rejects.toThrow(KeptCloudUnfit);
    await expect(KeptCloud.find(repository)).rejects.toThrow(/that used it was killed/);
    await expect(KeptCloud.find(repository)).rejects.toThrow(CLEAN);
  });

  test('that a rehearsal was about to use, and did not change, can be gone on with', async () => {
    await (await keep()).take();
    writeFileSync(file('in-use'), String(DEAD));

    expect((await KeptCloud.find(repository)).record).toMatchObject(record);
  });

  test('of another version of the emulator is refused', async () => {
    await keep();
    const written = JSON.parse(readFileSync(file('kept.json'), 'utf8')) as object;
    writeFileSync(file('kept.json'), JSON.stringify({ ...written, emulator: 'older' }));

    await expect(KeptCloud.find(repository)).rejects.toThrow(/another version of the emulator/);
    await expect(KeptCloud.find(repository)).rejects.toThrow(CLEAN);
  });

  test.each(['', '{"port": 1', '[]', '{"port":"x"}'])(
    'whose record is %j is refused',
    async (text) => {
      mkdirSync(file('.'), { recursive: true });
      writeFileSync(file('kept.json'), text);
      await expect(KeptCloud.find(repository)).rejects.toThrow(/kept\.json cannot be read/);
      await expect(KeptCloud.find(repository)).rejects.toThrow(CLEAN);
    },
  );

  test('that another rehearsal uses is refused, and not to be removed', async () => {
    await (await keep()).take();
    const refusal = KeptCloud.find(repository);

    await expect(refusal).rejects.toThrow(`process ${process.pid}) uses the kept cloud`);
    await expect(refusal).rejects.not.toThrow(CLEAN);
    // An error without a code is shown with its stack.
    await expect(refusal).rejects.toMatchObject({ code: 'KEPT_CLOUD_IN_USE' });
  });

  test('is taken by one of two rehearsals that have both found it', async () => {
    const [first, second] = [await keep(), await KeptCloud.find(repository)];
    await first.take();
    await expect(second.take()).rejects.toMatchObject({ code: 'KEPT_CLOUD_IN_USE' });
  });
});
