import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { sourceFiles as filesBelow } from '../../release/source-files';

export const repositoryRoot = join(__dirname, '..', '..');

/** Paths of all source files, relative to the repository. */
export function sourceFiles(folder = ''): string[] {
  return filesBelow(repositoryRoot, folder);
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
