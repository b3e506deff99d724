import { readSource, sourceFiles } from './source-tree';

/** What has one row, whatever is in it. */
const WHOLE = ['.ci', '.codebuild', '.github', 'bench', 'docs', 'examples', 'findings', 'test'];

/** Each folder at the top, and each folder in it: `lib/`, `lib/config/`. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = paths.flatMap((path) => {
    const [root = '', ...below] = path.split('/').slice(0, -1);
    if (root === '') return [];
    const [folder] = WHOLE.includes(root) ? [] : below;
    return folder === undefined ? [`${root}/`] : [`${root}/`, `${root}/${folder}/`];
  });
  return [...new Set(folders)].sort();
}

function rowsOf(page: string): string[] {
  const [, table = ''] = page.split('\n## The house\n');
  return [...table.matchAll(/^\| `([\w./-]+\/)` +\|/gm)].map(([, folder = '']) => folder);
}

const folders = foldersOf(sourceFiles());

const page = readSource('docs/architecture.md');

describe('the table of the house', () => {
  test('has a row for every folder of two levels, and for none that is not there', () => {
    expect(folders).toContain('lib/environment/');
    expect(rowsOf(page).sort()).toEqual(folders);
  });

  test('control: a folder without a row is noticed', () => {
    const broken = page.replace(/^\| `lib\/environment\/.*\n/m, '');
    expect(rowsOf(broken).sort()).not.toEqual(folders);
  });

  test('control: a new folder at the top is noticed', () => {
    expect(foldersOf([...sourceFiles(), 'tools/one.ts'])).toContain('tools/');
    expect(rowsOf(page)).not.toContain('tools/');
  });
});
