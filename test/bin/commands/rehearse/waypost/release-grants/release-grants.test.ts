import { parseConfig } from '../../../../../../lib/config/parse-config';
import { releaseGrants } from '../../../../../../bin/commands/rehearse/waypost/release-grants/release-grants';
import { sample } from '../../../../../helpers/sample';

const page = { bucket: 'artifacts', key: 'releases/prod/e-1/diff.html', region: 'eu-west-1' };

function grantsIn(text: string, key = page.key) {
  const seen = { calls: { calls: [], statements: [] }, resources: [], executions: [] };
  return releaseGrants(
    { ...page, key },
    parseConfig(sample),
    ({ key: asked }) =>
      Promise.resolve(
        asked === 'releases/prod/e-1/grants.json'
          ? { body: Buffer.from(text), contentType: 'application/json' }
          : undefined,
      ),
    () => Promise.resolve(seen),
  );
}

test('the grants of a release are in the file beside its page', async () => {
  expect(await grantsIn('[]')).toMatchObject({
    environment: 'prod',
    executionId: 'e-1',
    grants: [],
  });
  expect(await grantsIn('[]', 'releases/prod/e-1/diff.md')).toBeUndefined();
});

test.each(['', '[{', '{}', '[{"what":"Allow"}]'])(
  'a file of %j, which a build has written, is no list of grants and no fault',
  async (text) => {
    expect(await grantsIn(text)).toBeUndefined();
  },
);
