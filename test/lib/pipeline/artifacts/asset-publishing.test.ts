import { oneForEachManifest } from '../../../../lib/pipeline/artifacts/asset-publishing';

const publish = (manifest: string, ...assets: string[]) =>
  `cdk-assets --path "${manifest}" --verbose publish ${assets.map((a) => `"${a}"`).join(' ')}`;

describe('asset publishing', () => {
  test('publishes all assets of a manifest by one command, in their order', () => {
    expect(
      oneForEachManifest([
        publish('dev/a.json', 'one:dev'),
        publish('prod/a.json', 'one:prod'),
        publish('dev/a.json', 'two:dev'),
      ]),
    ).toEqual([publish('dev/a.json', 'one:dev', 'two:dev'), publish('prod/a.json', 'one:prod')]);
  });

  test('refuses a command that it does not know, instead of leaving assets out', () => {
    expect(() => oneForEachManifest(['cdk-assets publish "one:dev"'])).toThrow(
      'a command that is not known: cdk-assets publish "one:dev"',
    );
  });
});
