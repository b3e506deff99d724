import { readSource } from './source-tree';

interface Lockfile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<
    Record<
      string,
      {
        version?: string;
        resolved?: string;
        integrity?: string;
        link?: boolean;
        inBundle?: boolean;
      }
    >
  >;
}

type Pins = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

const packageJson = JSON.parse(readSource('package.json')) as Pins;
const lockfile = JSON.parse(readSource('package-lock.json')) as Lockfile;

const examples = ['greeting', 'two-sources'].map(
  (name) => JSON.parse(readSource(`examples/${name}/package.json`)) as Pins,
);

/** An alias (`npm:package@1.2.3`) has the version behind it. */
const versionOf = (pin: string) => pin.replace(/^npm:(?:@[\w.-]+\/)?[\w.-]+@/, '');

/** Dependencies whose version is a range. */
function ranges(pins: Pins): string[] {
  return ['dependencies', 'devDependencies', 'overrides'].flatMap((group) =>
    Object.entries(pins[group] ?? {})
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(versionOf(version)))
      .map(([name, version]) => `${name} ${version}`),
  );
}

/** Packages that another machine could not install, or not the same. */
function hostSpecific({ packages }: Lockfile): string[] {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .filter(
      ([, { resolved, integrity, link, inBundle }]) =>
        link === true ||
        (integrity === undefined && inBundle !== true) ||
        // .npmrc keeps registries' addresses out.
        resolved !== undefined,
    )
    .map(([path]) => path);
}

describe('dependencies', () => {
  test('are pinned to exact versions', () => {
    expect(ranges(packageJson)).toEqual([]);
  });

  test.each([
    '^1.2.3',
    '~1.2.3',
    '1.x',
    'latest',
    'file:../x',
    'github:a/b',
    'npm:a@^1.2.3',
    'npm:a',
  ])('control: %s is noticed', (version) => {
    expect(ranges({ devDependencies: { one: version } })).toEqual([`one ${version}`]);
  });

  test('are locked by content, not by the registry that one machine used', () => {
    expect(lockfile.lockfileVersion).toBe(3);
    expect(Object.keys(lockfile.packages).length).toBeGreaterThan(100);
    expect(hostSpecific(lockfile)).toEqual([]);
  });

  test.each([
    [
      'a registry of its own',
      { integrity: 'sha512-x', resolved: 'https://npm.example.com/one.tgz' },
    ],
    ['a file', { integrity: 'sha512-x', resolved: 'file:../one.tgz' }],
    ['a link', { link: true, integrity: 'sha512-x' }],
    ['no integrity', {}],
  ])('control: %s is noticed', (_, entry) => {
    expect(hostSpecific({ lockfileVersion: 3, packages: { one: entry } })).toEqual(['one']);
  });

  test('are locked as package.json names them', () => {
    for (const [name, version] of Object.entries(packageJson['devDependencies'] ?? {})) {
      expect([name, lockfile.packages[`node_modules/${name}`]?.version]).toEqual([
        name,
        versionOf(version),
      ]);
    }
  });

  // A rehearsal of it in the tests has the packages that are installed here.
  test.each(examples)('of the example apps are those of this repository', (example) => {
    const pins = { ...example['dependencies'], ...example['devDependencies'] };
    expect(Object.keys(pins)).toContain('aws-cdk-lib');
    expect(packageJson['devDependencies']).toMatchObject(pins);
  });
});
