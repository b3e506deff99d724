import type { AssemblyAsset } from '../../../../release/assembly/files';
import { compareAssets } from '../../../../release/review/diff/compare-assets';
import { asset, CONTACT, NEW_HASH, OLD_HASH, submit } from './samples';

const code = (hash: string) => ({ Resources: { Submit: submit(hash) } });

/** What the release uploads in place of `deployed`. */
function assetsOf(deployed: string | undefined, recorded: readonly AssemblyAsset[] = []) {
  return compareAssets({
    stackName: CONTACT,
    deployed: deployed === undefined ? {} : code(deployed),
    next: code(NEW_HASH),
    assets: [asset(NEW_HASH, { bytes: 47_000, packages: { aws4: '1.14.0', zod: '4.0.0' } })],
    recorded,
  });
}

describe('assets', () => {
  test('have size and packages before and after, from what the last release recorded', () => {
    const packages = { aws4: '1.13.2', 'altcha-lib': '2.8.0' };
    expect(assetsOf(OLD_HASH, [asset(OLD_HASH, { packages })])).toEqual([
      {
        stackName: CONTACT,
        path: 'waypost-pipeline/prod/Contact/Submit',
        before: { hash: OLD_HASH, bytes: 46_569 },
        after: { hash: NEW_HASH, bytes: 47_000 },
        packages: [
          { name: 'altcha-lib', before: '2.8.0' },
          { name: 'aws4', before: '1.13.2', after: '1.14.0' },
          { name: 'zod', after: '4.0.0' },
        ],
      },
    ]);
  });

  test('are told by what is deployed, even if the record is of another release', () => {
    const other = asset('d'.repeat(64), { bytes: 1 });
    expect(assetsOf(OLD_HASH, [other])).toEqual([
      {
        stackName: CONTACT,
        path: 'waypost-pipeline/prod/Contact/Submit',
        before: { hash: OLD_HASH },
        after: { hash: NEW_HASH, bytes: 47_000 },
      },
    ]);
  });

  test('of a stack that is not there yet are new', () => {
    expect(assetsOf(undefined)).toMatchObject([{ after: { bytes: 47_000 } }]);
  });

  test('that stay are not told', () => {
    expect(assetsOf(NEW_HASH)).toEqual([]);
  });

  test('are told of their own function, even if others have the same', () => {
    const others = [
      asset(NEW_HASH, { stackName: 'waypost-dev-contact', path: 'dev', bytes: 1 }),
      asset(NEW_HASH, { logicalId: 'Deliver', path: 'deliver', bytes: 2 }),
      asset(NEW_HASH, { path: 'submit', bytes: 3 }),
    ];
    const sides = { stackName: CONTACT, deployed: {}, next: code(NEW_HASH), recorded: [] };
    expect(compareAssets({ ...sides, assets: others })).toMatchObject([
      { path: 'submit', after: { bytes: 3 } },
    ]);
  });

  test('have no packages that stay', () => {
    const packages = { aws4: '1.14.0', zod: '3.0.0' };
    expect(assetsOf(OLD_HASH, [asset(OLD_HASH, { packages })])[0]?.packages).toStrictEqual([
      { name: 'zod', before: '3.0.0', after: '4.0.0' },
    ]);
    const [change] = assetsOf(OLD_HASH, [asset(OLD_HASH, { packages: { old: '1.0.0' } })]);
    expect(change?.packages?.[1]).toStrictEqual({ name: 'old', before: '1.0.0' });
  });

  const site = (...hashes: string[]) => ({
    Resources: {
      Page: {
        Type: 'Custom::CDKBucketDeployment',
        Properties: { SourceObjectKeys: hashes.map((hash) => `${hash}.zip`) },
      },
    },
  });

  test.each([
    ['one file for two', ['1'], ['2', '3']],
    ['two files for one', ['1', '2'], ['3']],
  ])('of a site that are recorded nowhere are not taken for each other: %s', (_, old, now) => {
    const [deployed, next] = [old, now].map((all) => site(...all.map((one) => one.repeat(64))));
    const sides = { stackName: CONTACT, assets: [], recorded: [] };
    const changes = compareAssets({ ...sides, deployed: deployed ?? {}, next: next ?? {} });
    expect(changes).toHaveLength(3);
    expect(changes.filter(({ before, after }) => before && after)).toEqual([]);
    expect(changes[0]?.path).toBe('1'.repeat(64));
  });

  test('of a site are compared file by file', () => {
    const [same, before, after, gone, come] = ['1', '2', '3', '4', '5'].map((one) =>
      one.repeat(64),
    );
    const file = (hash = '', name: string) =>
      asset(hash, {
        path: `waypost-pipeline/prod/Contact/Page/${name}`,
        logicalId: 'Page',
        bytes: 9,
      });
    const assets = compareAssets({
      stackName: CONTACT,
      deployed: site(same ?? '', before ?? '', gone ?? ''),
      next: site(same ?? '', after ?? '', come ?? ''),
      assets: [file(same, 'same.html'), file(after, 'index.html'), file(come, 'new.html')],
      recorded: [file(before, 'index.html'), file(gone, 'gone.html')],
    });
    expect(assets).toMatchObject([
      {
        path: 'waypost-pipeline/prod/Contact/Page/index.html',
        before: { hash: before },
        after: { hash: after },
      },
      { path: 'waypost-pipeline/prod/Contact/Page/gone.html', before: { hash: gone } },
      { path: 'waypost-pipeline/prod/Contact/Page/new.html', after: { hash: come } },
    ]);
  });
});
