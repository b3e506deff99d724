import { asset, commit, compare, CONTACT, NEW_HASH, OLD_HASH, record, submit } from './samples';

const code = (hash: string) => ({ Resources: { Submit: submit(hash) } });

function assetsOf(deployed: string | undefined, recorded = record()) {
  return compare(
    { [CONTACT]: [deployed === undefined ? undefined : code(deployed), code(NEW_HASH)] },
    {
      assets: [asset(NEW_HASH, { bytes: 47_000, packages: { aws4: '1.14.0', zod: '4.0.0' } })],
      history: {
        lastRelease: { commit: 'c1', record: recorded },
        commits: [commit('c1', [])],
      },
    },
  ).assets;
}

describe('assets', () => {
  test('have size and packages before and after, from what the last release recorded', () => {
    const packages = { aws4: '1.13.2', 'altcha-lib': '2.8.0' };
    expect(assetsOf(OLD_HASH, record({ assets: [asset(OLD_HASH, { packages })] }))).toEqual([
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
    expect(assetsOf(OLD_HASH, record({ assets: [other] }))).toEqual([
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

  test('of a site are compared file by file', () => {
    const site = (...hashes: string[]) => ({
      Resources: {
        Page: {
          Type: 'Custom::CDKBucketDeployment',
          Properties: { SourceObjectKeys: hashes.map((hash) => `${hash}.zip`) },
        },
      },
    });
    const [same, before, after, gone, come] = ['1', '2', '3', '4', '5'].map((one) =>
      one.repeat(64),
    );
    const file = (hash = '', name: string) =>
      asset(hash, {
        path: `waypost-pipeline/prod/Contact/Page/${name}`,
        logicalId: 'Page',
        bytes: 9,
      });
    const { assets } = compare(
      {
        [CONTACT]: [
          site(same ?? '', before ?? '', gone ?? ''),
          site(same ?? '', after ?? '', come ?? ''),
        ],
      },
      {
        assets: [file(same, 'same.html'), file(after, 'index.html'), file(come, 'new.html')],
        history: {
          lastRelease: {
            commit: 'c1',
            record: record({ assets: [file(before, 'index.html'), file(gone, 'gone.html')] }),
          },
          commits: [],
        },
      },
    );
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
