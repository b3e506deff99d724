import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { AssemblyAsset } from '../../../release/assembly/files';
import { sbomOf } from '../../../release/sbom/sbom';
import type { Lockfile } from '../../../release/supply-chain/lockfile';

const lockfile: Lockfile = {
  packages: {
    '': {},
    'node_modules/one': {
      version: '1.0.0',
      license: 'MIT',
      integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}`,
    },
    'node_modules/one/node_modules/@scope/two': { version: '2.0.0', license: '(MIT OR CC0-1.0)' },
    'node_modules/@cloud-copilot/iam-simulate': { version: '0.1.0', license: 'AGPL-3.0-or-later' },
  },
};

const submit: AssemblyAsset = {
  path: 'pipeline/dev/Contact/Submit',
  stackName: 'waypost-dev-contact',
  logicalId: 'Submit',
  hash: 'ab'.repeat(32),
  bytes: 10,
  packages: { one: '1.0.0', '@scope/two': '2.0.0' },
};
const page: AssemblyAsset = {
  ...submit,
  path: 'pipeline/dev/Contact/Page',
  hash: 'cd'.repeat(32),
  packages: { '@scope/two': '2.0.0' },
};

interface Sbom {
  readonly serialNumber: string;
  readonly components: readonly { readonly name: string; readonly 'bom-ref': string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: string[] }[];
}

const text = (...assets: AssemblyAsset[]) => sbomOf('waypost', assets, lockfile);
const parsed = (...assets: AssemblyAsset[]) => JSON.parse(text(...assets)) as Sbom;

/** zod asks nothing of a schema that only says which members are required: an id, or a name. */
function withText(required: readonly unknown[]) {
  const properties = Object.fromEntries(required.map((name) => [String(name), { type: 'string' }]));
  return { type: 'object', properties, required };
}

/** CycloneDX's own schema, which the library brings; the one of licences and of signatures left out. */
function schema() {
  const folder = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res');
  const file = join(folder, 'schema/bom-1.6.SNAPSHOT.schema.json');
  const json = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => {
    if (key === '' || typeof value !== 'object' || value === null) return value;
    if ('$ref' in value) return String(value.$ref).startsWith('#') ? value : {};
    return Object.keys(value).join() === 'required' ? withText(Object.values(value).flat()) : value;
  }) as Parameters<typeof z.fromJSONSchema>[0];
  return z.fromJSONSchema(json);
}

describe('SBOM', () => {
  test('has what is deployed, and each package in it once', () => {
    const { components, dependencies } = parsed(submit, page);
    expect(components.map((one) => one['bom-ref'])).toEqual([
      'pkg:npm/%40scope/two@2.0.0',
      'pkg:npm/one@1.0.0',
      'waypost-dev-contact/pipeline/dev/Contact/Page',
      'waypost-dev-contact/pipeline/dev/Contact/Submit',
    ]);
    expect(components).toContainEqual(
      expect.objectContaining({
        type: 'library',
        name: 'one',
        version: '1.0.0',
        purl: 'pkg:npm/one@1.0.0',
        licenses: [{ expression: 'MIT' }],
        hashes: [{ alg: 'SHA-512', content: '07'.repeat(64) }],
      }),
    );
    expect(dependencies).toContainEqual({
      ref: 'waypost-dev-contact/pipeline/dev/Contact/Submit',
      dependsOn: ['pkg:npm/%40scope/two@2.0.0', 'pkg:npm/one@1.0.0'],
    });
  });

  // CycloneDX/cyclonedx-javascript-library 10.3.0 writes the expression, and drops what stands beside it.
  test('has every licence of a package that says an expression and a name', () => {
    const licences = ['(MIT OR CC0-1.0)', 'MIT', 'Some terms'];
    const both = {
      packages: { ...lockfile.packages, 'node_modules/one': { version: '1.0.0', licences } },
    };
    const sbom = sbomOf('waypost', [{ ...submit, packages: { one: '1.0.0' } }], both);
    const [library] = (JSON.parse(sbom) as Sbom).components;
    expect(library).toMatchObject({
      licenses: [
        { license: { name: '(MIT OR CC0-1.0)' } },
        { license: { name: 'Some terms' } },
        { license: { id: 'MIT' } },
      ],
    });
    expect(schema().safeParse(JSON.parse(sbom)).error).toBeUndefined();
  });

  test('says by name what is no expression of SPDX', () => {
    const named = {
      packages: { 'node_modules/one': { version: '1.0.0', license: 'SEE LICENSE IN TERMS.md' } },
    };
    const sbom = sbomOf('waypost', [{ ...submit, packages: { one: '1.0.0' } }], named);
    expect((JSON.parse(sbom) as Sbom).components[0]).toMatchObject({
      licenses: [{ license: { name: 'SEE LICENSE IN TERMS.md' } }],
    });
  });

  test('is the same for the same assets, in whatever order, and another one for others', () => {
    expect(text(page, submit)).toBe(text(submit, page));
    const numbers = [parsed(submit), parsed(page), parsed()].map((one) => one.serialNumber);
    expect(new Set(numbers).size).toBe(3);
    expect(text(submit)).not.toMatch(/"timestamp"/);
  });

  test.each([
    ['a package for tests alone', { '@cloud-copilot/iam-simulate': '0.1.0' }, 'only for tests'],
    ['a version that is not locked', { one: '1.0.1' }, 'in no lockfile as 1.0.1'],
  ])('is refused with %s', (_, packages, message) => {
    expect(() => text({ ...submit, packages })).toThrow(message);
  });

  describe('by CycloneDX’s schema', () => {
    const valid = schema();

    test('is valid', () => {
      expect(valid.safeParse(JSON.parse(text(submit, page))).error).toBeUndefined();
    });

    test.each([
      ['a serial number that is none', { serialNumber: 'urn:uuid:1' }],
      ['a component without a name', { components: [{ type: 'library' }] }],
      ['a component of no type', { components: [{ type: 'thing', name: 'one' }] }],
      ['a key that it does not know', { timestamp: 'now' }],
      [
        'a licence with neither id nor name',
        { components: [{ type: 'library', name: 'one', licenses: [{ license: {} }] }] },
      ],
    ])('control: %s is noticed', (_, change) => {
      const broken = { ...parsed(submit), ...change };
      expect(valid.safeParse(broken).success).toBe(false);
    });
  });
});
