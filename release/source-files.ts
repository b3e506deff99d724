import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What is made here; read from the disk, because a source tree without `.git` is checked too. */
const MADE = new Set(['node_modules', 'cdk.out', 'coverage', '__pycache__']);
/** Every other folder with a dot is an editor's, git's or the rehearsal's. */
const OURS_WITH_DOT = new Set(['.ci', '.codebuild', '.github']);

/** Paths of all source files, relative to the repository at `root`. */
export function sourceFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return isSourceFolder(entry.name) ? sourceFiles(root, path) : [];
    // In a worktree `.git` is a file that says where git's folder is.
    return entry.isFile() && entry.name !== '.git' ? [path] : [];
  });
}

function isSourceFolder(name: string): boolean {
  return name.startsWith('.') ? OURS_WITH_DOT.has(name) : !MADE.has(name);
}
