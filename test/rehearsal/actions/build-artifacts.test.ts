import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  ArtifactMissing,
  chooseFiles,
  zipArtifact,
} from '../../../rehearsal/actions/build-artifacts';
import { parseBuildSpec } from '../../../rehearsal/actions/build-spec';
import { readZipped, unzip, zip } from '../../../rehearsal/runner/zip';

let sources: string;
beforeEach(() => {
  sources = mkdtempSync(join(tmpdir(), 'waypost-artifacts-'));
  for (const path of ['cdk.out/a.json', 'cdk.out/.hidden', 'cdk.out/deep/b.json', 'source.ts']) {
    mkdirSync(dirname(join(sources, path)), { recursive: true });
    writeFileSync(join(sources, path), path);
  }
});
afterEach(() => {
  rmSync(sources, { recursive: true });
});

const spec = (overrides: object) => ({
  files: ['**/*'],
  'base-directory': 'cdk.out',
  'exclude-paths': [],
  'discard-paths': false,
  name: undefined,
  ...overrides,
});
const chosen = async (overrides: object) =>
  (await chooseFiles(spec(overrides), sources)).files.map(({ as }) => as);

describe('artifact', () => {
  test.each([
    [
      'everything below its base directory, hidden files too',
      {},
      ['.hidden', 'a.json', 'deep/b.json'],
    ],
    ['one level with *', { files: ['*'] }, ['.hidden', 'a.json']],
    ['files by name', { files: ['./a.json'] }, ['a.json']],
    ['all but the excluded ones', { 'exclude-paths': ['**/*.json'] }, ['.hidden']],
    ['names without folders', { files: ['deep/*'], 'discard-paths': true }, ['b.json']],
    [
      'the sources without a base directory',
      { 'base-directory': '.', files: ['*.ts'] },
      ['source.ts'],
    ],
  ])('holds %s', async (_, overrides, files) => {
    expect(await chosen(overrides)).toEqual(files);
  });

  test('fails without its base directory, and when nothing matches', async () => {
    await expect(chosen({ 'base-directory': 'dist' })).rejects.toThrow(/base-directory dist/);
    await expect(chosen({ files: ['*.zip'] })).rejects.toThrow(ArtifactMissing);
  });

  test('comes from the secondary artifact of the output, by name', async () => {
    const build = parseBuildSpec(
      JSON.stringify({
        version: '0.2',
        phases: {},
        artifacts: {
          'secondary-artifacts': {
            Assembly: { files: ['a.json'], 'base-directory': 'cdk.out' },
            Code: { files: ['source.ts'] },
          },
        },
      }),
      'the test',
    );
    const target = join(sources, 'out.zip');
    await zipArtifact(build, 'Code', ['Assembly', 'Code'], sources, target);

    expect(await readZipped(target, 'source.ts')).toBe('source.ts');
    expect(await readZipped(target, 'a.json')).toBeUndefined();
    await expect(zipArtifact(build, 'Other', ['Other'], sources, target)).rejects.toThrow(/Other/);
  });

  test('holds what links lead to, once around a loop', async () => {
    symlinkSync(join(sources, 'cdk.out', 'deep'), join(sources, 'cdk.out', 'link'));
    symlinkSync('..', join(sources, 'cdk.out', 'deep', 'loop'));
    const target = join(sources, 'out.zip');
    const { folder, files } = await chooseFiles(spec({ files: ['**/b.json'] }), sources);
    await zip(folder, files, target);

    expect(await readZipped(target, 'link/b.json')).toBe('cdk.out/deep/b.json');
    expect(files.map(({ as }) => as)).toEqual(['deep/b.json', 'link/b.json']);
  });

  test('with a file that cannot be zipped rejects and ends no process', async () => {
    const folderAsFile = [{ path: 'deep', as: 'deep' }];
    const zipped = zip(join(sources, 'cdk.out'), folderAsFile, join(sources, 'out.zip'));

    await expect(zipped).rejects.toThrow(/not a file/);
  });

  test('keeps content and permissions on its way through a zip', async () => {
    writeFileSync(join(sources, 'run.sh'), 'echo hi', { mode: 0o755 });
    const target = join(sources, 'out.zip');
    const build = parseBuildSpec(
      '{"version":"0.2","phases":{},"artifacts":{"files":["run.sh"]}}',
      'the test',
    );
    await zipArtifact(build, 'Code', ['Code'], sources, target);
    await unzip(target, join(sources, 'unpacked'));

    expect(statSync(join(sources, 'unpacked', 'run.sh')).mode & 0o777).toBe(0o755);
  });
});
