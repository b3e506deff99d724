import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

export const repositoryRoot = join(__dirname, '..', '..');

/** What is made here and git ignores. Read from the disk: a source tree without `.git` has tests too. */
const MADE = new Set(['.git', 'node_modules', '.waypost', 'cdk.out', 'coverage', '__pycache__']);

/** Paths of all source files, relative to the repository. */
export function sourceFiles(folder = ''): string[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return MADE.has(entry.name) ? [] : sourceFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

export function readSource(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}

/**
 * What a module imports, types included: paths relative to the repository without extension, or the
 * names of packages as written.
 */
export function importsOf(path: string, text: string): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
    );
}
