import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licencesOf } from '../../release/supply-chain/declared-licences';
import type { Lockfile } from '../../release/supply-chain/lockfile';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { devDependencies } = JSON.parse(read('package.json')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};
const lockfile = JSON.parse(read('package-lock.json')) as Lockfile;

interface Row {
  readonly name: string;
  readonly licence: string;
}

/** Rows of a page: a package, or an asterisk for several, and what licence it is under. */
function rowsOf(page: string): Row[] {
  return [...page.matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\|/gm)].map(
    ([, name = '', licence = '']) => ({
      name,
      licence,
    }),
  );
}

const covers = ({ name }: Row, one: string) =>
  name.endsWith('*') ? one.startsWith(name.slice(0, -1)) : one === name;

/** What a page does not say, or says wrongly, of the packages that package.json names. */
function problemsOf(page: string): string[] {
  const rows = rowsOf(page);
  const packages = Object.keys(devDependencies);
  const said = packages.flatMap((one) => {
    const found = rows.filter((row) => covers(row, one));
    if (found.length !== 1) return [`${one} stands in ${String(found.length)} rows`];
    const licence = licencesOf(lockfile.packages[`node_modules/${one}`] ?? {}).join(', ');
    return found[0]?.licence === licence ? [] : [`${one} is under ${licence}`];
  });
  const gone = rows.filter((row) => !packages.some((one) => covers(row, one)));
  return [...said, ...gone.map(({ name }) => `${name} is not in package.json`)];
}

describe('THIRD-PARTY.md', () => {
  const page = read('THIRD-PARTY.md');

  it('has each package of package.json in one row, with the licence that it declares', () => {
    expect(problemsOf(page)).toEqual([]);
  });

  it('would be told of a package that it lacks, one that is gone and another licence', () => {
    const broken = page.replace('| `jest` ', '| `mocha` ').replace(/^(\| `zod` +\| )MIT/m, '$1ISC');
    expect(problemsOf(broken)).toEqual([
      'jest stands in 0 rows',
      'zod is under MIT',
      'mocha is not in package.json',
    ]);
  });
});
