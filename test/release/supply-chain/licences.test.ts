import { ACCEPTED_LICENCES, IN_TESTS_ALONE } from '../../../release/supply-chain/accepted-licences';
import { isAccepted, licenceProblems } from '../../../release/supply-chain/licences';
import { declaredLicences, readLockfile } from '../../../release/supply-chain/declared-licences';
import { type Lockfile, nameOf, resolve } from '../../../release/supply-chain/lockfile';
import { importsOf, readSource, repositoryRoot, sourceFiles } from '../../architecture/source-tree';

const lockfile = readLockfile(repositoryRoot);
const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '');

/** Names of the packages that modules import, whatever of them. */
function importedBy(modules: readonly string[]): string[] {
  const imports = modules.flatMap((path) => importsOf(path, readSource(path)));
  return [...new Set(imports.map((one) => /^(?:@[^/]+\/)?[^/]+/.exec(one)?.[0] ?? one))];
}

/** What of them, or of all that they depend on, may be in tests alone. */
function strays(names: readonly string[]): string[] {
  return [...closure(lockfile, names)].map(nameOf).filter((name) => name in IN_TESTS_ALONE);
}

describe('licences', () => {
  test('of all packages are accepted', () => {
    expect(packages.length).toBeGreaterThan(500);
    expect(licenceProblems(lockfile)).toEqual([]);
  });

  test.each([
    ['GPL-3.0-only'],
    ['SSPL-1.0'],
    ['MIT AND GPL-2.0-only'],
    ['SEE LICENSE IN LICENSE.md'],
    [undefined],
  ])('control: %s is noticed', (license) => {
    const entry = license === undefined ? {} : { license };
    const broken = { packages: { '': {}, 'node_modules/a/node_modules/b': entry } };
    expect(licenceProblems(broken)).toEqual([
      expect.stringContaining(`node_modules/a/node_modules/b: ${license ?? 'no licence'}`),
    ]);
  });

  test('are accepted by what is listed, and not by what every object has', () => {
    expect(isAccepted('constructor')).toBe(false);
    const packages = { 'node_modules/constructor': { license: 'GPL-3.0-only' } };
    expect(licenceProblems({ packages })).toHaveLength(1);
  });

  test('may be chosen where a package offers several', () => {
    expect(isAccepted('(MIT OR GPL-3.0-or-later)')).toBe(true);
  });

  // npm's own form before SPDX, which many packages still have beside the field that counts:
  // https://docs.npmjs.com/cli/configuring-npm/package-json#license
  test.each([
    ['as an object', { type: 'Some terms', url: 'https://example.com' }],
    ['by its name', 'Some terms'],
    ['with a name for its type', { name: 'Some terms' }],
  ])('of a list beside the expression count as well: %s', (_, one) => {
    const manifest = { license: '(MIT OR CC0-1.0)', licenses: [one, { type: 'MIT' }] };
    const licences = declaredLicences({ license: '(MIT OR CC0-1.0)' }, manifest);
    expect(licences).toEqual(['(MIT OR CC0-1.0)', 'Some terms', 'MIT']);
    const packages = { 'node_modules/one': { license: '(MIT OR CC0-1.0)', licences } };
    expect(licenceProblems({ packages })).toEqual([
      expect.stringMatching(/^node_modules\/one: \(MIT OR CC0-1\.0\), .*Some terms/) as string,
    ]);
  });

  test('control: a list that says the same adds nothing', () => {
    const manifest = { license: 'MIT', licenses: [{ type: 'MIT' }] };
    expect(declaredLicences({ license: 'MIT' }, manifest)).toEqual(['MIT']);
  });

  test('are read from the packages themselves, as the lockfile has one of each', () => {
    const read = packages.filter(([, { licences = [] }]) => licences.length > 0);
    expect(read.length).toBeGreaterThan(500);
  });

  test('are accepted only as long as a package has them', () => {
    const expressions = packages.map(([, { license = '' }]) => license).join(' ');
    const dead = Object.keys(ACCEPTED_LICENCES).filter((id) => !expressions.includes(id));
    expect(dead).toEqual([]);
    const names = packages.map(([path]) => nameOf(path));
    expect(Object.keys(IN_TESTS_ALONE).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('packages under the AGPL', () => {
  const modules = sourceFiles().filter((path) => /\.(?:ts|mjs|js)$/.test(path));

  test('are reached by nothing that builds, deploys or is deployed', () => {
    const shipped = modules.filter((path) => !/^(?:test|bench)\//.test(path));
    const imported = importedBy(shipped);
    expect(imported).toContain('aws-cdk-lib');
    expect(strays(imported)).toEqual([]);
  });

  test('control: what tests import reaches each of them', () => {
    const imported = importedBy(modules.filter((path) => path.startsWith('test/')));
    expect(strays(imported).sort()).toEqual(Object.keys(IN_TESTS_ALONE).sort());
  });
});

/** Folders of the given packages and of all that they depend on. */
function closure(lockfile: Lockfile, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (from: string, name: string) => {
    const path = resolve(lockfile, from, name);
    // An optional package for another platform, or a peer that is not installed.
    if (path === undefined || found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies, peerDependencies } = lockfile.packages[path] ?? {};
    const all = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    for (const dependency of Object.keys(all)) visit(path, dependency);
  };
  for (const name of names) visit('', name);
  return found;
}
