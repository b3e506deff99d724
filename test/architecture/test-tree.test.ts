import { posix } from 'node:path';
import { readSource, sourceFiles } from './source-tree';

/** Folders that test/ mirrors. */
const MIRRORED = ['bench', 'bin', 'lambdas', 'lib', 'rehearsal', 'release', 'site', 'stages'];

const files = sourceFiles().filter((path) => /\.(?:ts|mjs|cjs|js)$/.test(path));
const tests = files.filter((path) => path.startsWith('test/') && path.endsWith('.test.ts'));

const nameOf = (path: string) => posix.basename(path).replace(/(?:\.test)?\.\w+$/, '');

/** Folders of files: name -> each folder that has one of that name. */
const homes = new Map<string, string[]>();
for (const path of files.filter((one) => MIRRORED.some((root) => one.startsWith(`${root}/`)))) {
  homes.set(nameOf(path), [...(homes.get(nameOf(path)) ?? []), posix.dirname(path)]);
}
const folders = new Set([...homes.values()].flat().flatMap(withParents));

function withParents(folder: string): string[] {
  return folder === '.' ? [] : [folder, ...withParents(posix.dirname(folder))];
}

/** What is wrong with where a test stands; `undefined` for a test of one of the other folders. */
function misplaced(test: string): string | undefined {
  const mirrors = posix.relative('test', posix.dirname(test));
  const root = mirrors.split('/')[0] ?? '';
  if (!MIRRORED.includes(root)) return undefined;
  if (!folders.has(mirrors)) return `${test}: there is no ${mirrors}`;
  const namesakes = (homes.get(nameOf(test)) ?? []).filter((one) =>
    withParents(one).includes(root),
  );
  // `commands/diff/diff.test.ts` is of the folder, whatever a file elsewhere is called.
  if (namesakes.length === 0 || posix.basename(mirrors) === nameOf(test)) return undefined;
  return namesakes.includes(mirrors) ? undefined : `${test}: it belongs to ${namesakes.join(', ')}`;
}

describe('test/', () => {
  test('mirrors the folders: a test stands where what it is about stands', () => {
    expect(tests.length).toBeGreaterThan(200);
    expect(tests.map(misplaced).filter((fault) => fault !== undefined)).toEqual([]);
  });

  test.each([
    ['test/lib/nowhere/x.test.ts', 'there is no lib/nowhere'],
    ['test/lib/stacks/naming.test.ts', 'it belongs to lib'],
  ])('control: %s is noticed', (path, fault) => {
    expect(misplaced(path)).toContain(fault);
  });

  test('says of each other folder what it is for', () => {
    const others = new Set(
      sourceFiles('test').flatMap((path) => {
        const [, folder, file] = path.split('/');
        return folder !== undefined && file !== undefined && !MIRRORED.includes(folder)
          ? [folder]
          : [];
      }),
    );
    const rows = [...readSource('test/README.md').matchAll(/^\| `([\w-]+)\/` +\|/gm)];
    expect(rows.map(([, folder]) => folder).sort()).toEqual([...others].sort());
  });
});
