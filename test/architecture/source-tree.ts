import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

export const repositoryRoot = join(__dirname, '..', '..');

/** What is made here; read from the disk, because a source tree without `.git` has tests too. */
const MADE = new Set(['node_modules', 'cdk.out', 'coverage', '__pycache__']);
/** Every other folder with a dot is an editor's, git's or the rehearsal's. */
const OURS_WITH_DOT = new Set(['.ci', '.github']);

/** Paths of all source files, relative to the repository. */
export function sourceFiles(folder = ''): string[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return isSourceFolder(entry.name) ? sourceFiles(path) : [];
    // In a worktree `.git` is a file that says where git's folder is.
    return entry.isFile() && entry.name !== '.git' ? [path] : [];
  });
}

function isSourceFolder(name: string): boolean {
  return name.startsWith('.') ? OURS_WITH_DOT.has(name) : !MADE.has(name);
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
