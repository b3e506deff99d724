import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry } from 'yauzl';
import { ZipFile } from 'yazl';

const FILE_TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const PERMISSIONS_MASK = 0o777;

/** Every file below a folder, as sorted paths with `/`. It follows links. */
export async function filesBelow(folder: string): Promise<string[]> {
  return (await walk(folder, '', [])).sort();
}

/** @param above real paths of the parent folders: a link must not lead back into them */
async function walk(folder: string, path: string, above: readonly string[]): Promise<string[]> {
  const here = await realpath(join(folder, path));
  if (above.includes(here)) return [];
  const found: string[] = [];
  for (const entry of await readdir(here, { withFileTypes: true })) {
    const name = path === '' ? entry.name : `${path}/${entry.name}`;
    const isFolder = entry.isSymbolicLink()
      ? (await stat(join(folder, name))).isDirectory()
      : entry.isDirectory();
    if (isFolder) found.push(...(await walk(folder, name, [...above, here])));
    else found.push(name);
  }
  return found;
}

/**
 * Zips files. It follows links, which is CodeBuild's default. It does not compress, because the zip does not
 * leave this machine.
 */
export async function zip(
  folder: string,
  files: readonly { readonly path: string; readonly as: string }[],
  target: string,
): Promise<void> {
  const archive = new ZipFile();
  for (const file of files) {
    const path = join(folder, file.path);
    const { mode, mtime } = await stat(path);
    archive.addFile(path, file.as, { mode, mtime, compress: false });
  }
  // yazl opens the files one by one while it writes. Only here it reports a file that it cannot read.
  const output = new PassThrough();
  archive.on('error', (error: Error) => output.destroy(error));
  archive.outputStream.pipe(output);
  archive.end();
  await pipeline(output, createWriteStream(target));
}

/** Unpacks with permissions and symbolic links. @throws Error if an entry would leave the folder */
export async function unzip(source: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const archive = await openPromise(source);
  try {
    for await (const entry of archive.eachEntry()) {
      const path = resolve(folder, entry.fileName);
      if (path !== folder && !path.startsWith(folder + sep)) {
        throw new Error(`${source}: ${entry.fileName} leaves the folder`);
      }
      if (entry.fileName.endsWith('/')) {
        await mkdir(path, { recursive: true });
        continue;
      }
      await mkdir(dirname(path), { recursive: true });
      await writeEntry(entry, await archive.openReadStreamPromise(entry), path);
    }
  } finally {
    archive.close();
  }
}

async function writeEntry(entry: Entry, content: Readable, path: string): Promise<void> {
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & FILE_TYPE_MASK) === SYMBOLIC_LINK) {
    await symlink((await buffer(content)).toString(), path);
    return;
  }
  await pipeline(content, createWriteStream(path));
  if ((mode & PERMISSIONS_MASK) !== 0) await chmod(path, mode & PERMISSIONS_MASK);
}

/** One file of a zip as text, or `undefined` if there is no such file. */
export async function readZipped(source: string, file: string): Promise<string | undefined> {
  const archive = await openPromise(source);
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName === file) {
        return (await buffer(await archive.openReadStreamPromise(entry))).toString();
      }
    }
    return undefined;
  } finally {
    archive.close();
  }
}
