import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry } from 'yauzl';
import { ZipFile } from 'yazl';

const FILE_TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const PERMISSIONS_MASK = 0o777;

/** Every file below a folder, links to folders not followed, sorted, as paths with `/`. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Zips files; links are followed, as CodeBuild does unless told otherwise. */
export async function zip(
  folder: string,
  files: readonly { readonly path: string; readonly as: string }[],
  target: string,
): Promise<void> {
  const archive = new ZipFile();
  for (const file of files) {
    const path = join(folder, file.path);
    const { mode, mtime } = await stat(path);
    archive.addFile(path, file.as, { mode, mtime });
  }
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(target));
}

/** Unpacks with permissions and symbolic links. @throws when an entry would leave the folder. */
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

/** One file of a zip as text, or `undefined` when there is none of that name. */
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
