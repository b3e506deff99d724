import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizedPipeline } from '../../helpers/one-bucket-pipeline';

const MANIFEST = 'manifest.json';
const ASSETS = 'waypost-pipeline.assets.json';

/** Has the pinned tools of the pipeline read what the library wrote. Returns what they complain of. */
function complaints(assembly: string): Record<string, string> {
  const run = (script: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [require.resolve(script), ...args], {
      encoding: 'utf8',
      // Neither a user's settings nor the network: listing needs none of them.
      env: { HOME: tmpdir(), CI: '1', CDK_DISABLE_CLI_TELEMETRY: '1' },
    });
    return status === 0 ? '' : stderr;
  };
  return {
    cli: run('aws-cdk/bin/cdk', '--app', assembly, '--no-notices', 'ls'),
    publisher: run('cdk-assets/bin/cdk-assets', '--path', join(assembly, ASSETS), 'ls'),
  };
}

/** As a library would write it whose schema is far newer. */
function writeNewerSchema(assembly: string) {
  for (const name of [MANIFEST, ASSETS]) {
    const file = join(assembly, name);
    const content = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...content, version: '999.0.0' }));
  }
}

const { directory } = synthesizedPipeline().assembly;

describe('cloud assembly', () => {
  test('has a schema that the pinned CLI and publisher can read', () => {
    expect(complaints(directory)).toEqual({ cli: '', publisher: '' });
  });

  test('control: both refuse a newer schema', () => {
    writeNewerSchema(directory);
    const mismatch = expect.stringMatching(/schema version mismatch/) as string;
    expect(complaints(directory)).toEqual({ cli: mismatch, publisher: mismatch });
  });
});
