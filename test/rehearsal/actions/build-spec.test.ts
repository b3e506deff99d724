import { BuildSpecError, isInline, parseBuildSpec } from '../../../rehearsal/actions/build-spec';

describe('build spec', () => {
  test('is read as YAML or as the JSON that CDK writes', () => {
    const json = JSON.stringify({ version: '0.2', phases: { build: { commands: ['make'] } } });
    const yaml = 'version: 0.2\nphases:\n  build:\n    commands:\n      - make\n';

    expect(parseBuildSpec(json, 'it')).toEqual(parseBuildSpec(yaml, 'it'));
  });

  test('refuses what would not be rehearsed, by name', () => {
    const spec = `
version: 0.2
env:
  region: eu-west-1
phases:
  build: { commands: [make], run-as: nobody, on-failure: RETRY }
`;
    expect(() => parseBuildSpec(spec, 'buildspec.yml')).toThrow(BuildSpecError);
    expect(() => parseBuildSpec(spec, 'buildspec.yml')).toThrow(/env\.region: not rehearsed/);
    expect(() => parseBuildSpec(spec, 'buildspec.yml')).toThrow(
      /phases\.build\.run-as: not rehearsed/,
    );
    expect(() => parseBuildSpec(spec, 'buildspec.yml')).toThrow(/phases\.build\.on-failure: /);
  });

  test('has variables of both stores, groups of reports, and what only a batch build reads', () => {
    const spec = `
version: 0.2
env:
  shell: sh
  parameter-store: { KEY: /key }
  secrets-manager: { TOKEN: 'app:token' }
phases: {}
reports: { unit: { files: ['**/*'] } }
batch: { fast-fail: true }
`;
    expect(parseBuildSpec(spec, 'buildspec.yml')).toMatchObject({
      env: { 'parameter-store': { KEY: '/key' }, 'secrets-manager': { TOKEN: 'app:token' } },
      reports: { unit: {} },
    });
  });

  test.each([
    ['another version', 'version: 0.1\nphases: {}', /expected version 0\.2/],
    ['broken YAML', 'version: 0.2\nphases: [', /buildspec\.yml cannot be run/],
    ['no phases', 'version: 0.2', /phases/],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseBuildSpec(text, 'buildspec.yml')).toThrow(message);
  });

  test('is inline when a project holds more than a file name', () => {
    expect(isInline('{"version":"0.2","phases":{}}')).toBe(true);
    expect(isInline('version: 0.2\nphases: {}')).toBe(true);
    expect(isInline('buildspec-abc-FileAsset1.yaml')).toBe(false);
  });
});
