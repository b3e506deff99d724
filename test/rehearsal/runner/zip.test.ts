import {
  chmodSync,
  createWriteStream,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { filesBelow, readZipped, unzip, zip } from '../../../rehearsal/runner/zip';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-zip-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes files, path -> text. */
function write(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A zip that another program made, with what we never write. */
async function foreign(fill: (archive: ZipFile) => void): Promise<string> {
  const target = join(folder, 'foreign.zip');
  const archive = new ZipFile();
  fill(archive);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(target));
  return target;
}

describe('files below a folder', () => {
  test('are sorted, with their paths, in folders that links lead to as well', async () => {
    write({ 'in/b.txt': '', 'in/a/z.txt': '', 'out/linked.txt': '', 'in/A.txt': '' });
    symlinkSync(join(folder, 'out'), join(folder, 'in/link'));
    symlinkSync(join(folder, 'in/b.txt'), join(folder, 'in/file-link'));
    expect(await filesBelow(join(folder, 'in'))).toEqual([
      'A.txt',
      'a/z.txt',
      'b.txt',
      'file-link',
      'link/linked.txt',
    ]);
  });

  test('end where a link leads back', async () => {
    write({ 'in/deep/er/a.txt': '' });
    symlinkSync(join(folder, 'in'), join(folder, 'in/deep/er/back'));
    expect(await filesBelow(join(folder, 'in'))).toEqual(['deep/er/a.txt']);
  });
});

describe('a zip', () => {
  test('gives back its files under their names, with their permissions', async () => {
    write({ 'in/run.sh': 'echo', 'in/deep/a.txt': 'text' });
    chmodSync(join(folder, 'in/run.sh'), 0o750);
    const target = join(folder, 'all.zip');
    const files = [
      { path: 'run.sh', as: 'bin/run.sh' },
      { path: 'deep/a.txt', as: 'a.txt' },
    ];
    await zip(join(folder, 'in'), files, target);
    // Stored, not compressed.
    expect(readFileSync(target).includes('text')).toBe(true);
    const out = join(folder, 'new/out');
    await unzip(target, out);
    expect(await filesBelow(out)).toEqual(['a.txt', 'bin/run.sh']);
    expect(readFileSync(join(out, 'a.txt'), 'utf8')).toBe('text');
    expect(statSync(join(out, 'bin/run.sh')).mode & 0o777).toBe(0o750);
    expect(await readZipped(target, 'a.txt')).toBe('text');
    expect(await readZipped(target, 'b.txt')).toBeUndefined();
  });

  test('is none where a file of it cannot be read', async () => {
    mkdirSync(join(folder, 'in/folder'), { recursive: true });
    const files = [{ path: 'folder', as: 'folder' }];
    await expect(zip(join(folder, 'in'), files, join(folder, 'a.zip'))).rejects.toThrow();
    await expect(
      zip(folder, [{ path: 'none', as: 'none' }], join(folder, 'b.zip')),
    ).rejects.toThrow(/ENOENT/);
  });

  test('of another program gives back folders, links and files without permissions', async () => {
    const source = await foreign((archive) => {
      archive.addEmptyDirectory('empty');
      archive.addBuffer(Buffer.from('text'), 'plain.txt', { mode: 0o100000 });
      archive.addBuffer(Buffer.from('plain.txt'), 'link', { mode: 0o120777 });
    });
    const out = join(folder, 'out');
    await unzip(source, out);
    expect(statSync(join(out, 'empty')).isDirectory()).toBe(true);
    expect(readFileSync(join(out, 'plain.txt'), 'utf8')).toBe('text');
    expect(lstatSync(join(out, 'link')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(out, 'link'))).toBe('plain.txt');
  });

  test('that would leave its folder is refused', async () => {
    const source = await foreign((archive) => {
      archive.addBuffer(Buffer.from('evil'), 'xx/evil.txt');
    });
    // yazl refuses to write such a name.
    const bytes = readFileSync(source).toString('latin1').replaceAll('xx/evil', '../evil');
    writeFileSync(source, Buffer.from(bytes, 'latin1'));
    await expect(unzip(source, join(folder, 'out'))).rejects.toThrow();
    expect(await filesBelow(folder)).toEqual(['foreign.zip']);
  });
});
