import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Folders with generated files. The list does not come from git, because a tree without `.git` is checked, too. */
const MADE = new Set(['node_modules', 'cdk.out', 'coverage', '__pycache__']);
/** Every other folder with a dot belongs to an editor, to git or to the rehearsal. */
const OURS_WITH_DOT = new Set(['.ci', '.codebuild', '.github']);

/** Paths of all source files, relative to the repository at `root`. */
export function sourceFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return isSourceFolder(entry.name) ? sourceFiles(root, path) : [];
    // In a worktree, `.git` is a file with the path of git's folder.
    return entry.isFile() && entry.name !== '.git' ? [path] : [];
  });
}

function isSourceFolder(name: string): boolean {
  return name.startsWith('.') ? OURS_WITH_DOT.has(name) : !MADE.has(name);
}
