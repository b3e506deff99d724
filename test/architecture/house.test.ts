import { readSource, sourceFiles } from './source-tree';

const ROOTS = ['bin', 'lambdas', 'lib', 'rehearsal', 'release', 'site', 'stages'];
/** What has one row, whatever is in it. */
const WHOLE = ['bench/', 'examples/', 'findings/', 'test/'];

/** Each root, and each folder in it: `lib/`, `lib/config/`. */
const folders = [
  ...new Set(
    ROOTS.flatMap((root) =>
      sourceFiles(root).flatMap((path) => {
        const [, folder, file] = path.split('/');
        return file === undefined ? [`${root}/`] : [`${root}/`, `${root}/${folder ?? ''}/`];
      }),
    ),
  ),
  ...WHOLE,
].sort();

function rowsOf(page: string): string[] {
  const [, table = ''] = page.split('\n## The house\n');
  return [...table.matchAll(/^\| `([\w/-]+\/)` +\|/gm)].map(([, folder = '']) => folder);
}

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
});
