import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCdk } from '../../../bin/commands/cdk-cli';

// Unit tests touch no network.
process.env['CDK_DISABLE_CLI_TELEMETRY'] = 'true';
process.env['CDK_DISABLE_VERSION_CHECK'] = '1';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-cdk-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A CDK project whose `app` runs `statements`. */
function appThat(statements: string): void {
  writeFileSync(join(folder, 'app.js'), statements);
  const app = `${JSON.stringify(process.execPath)} app.js`;
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ app, notices: false }));
}

describe('the pinned CDK CLI', () => {
  test('works on the folder that it is given', async () => {
    appThat('');
    await runCdk(folder, ['acknowledge', '4711']);
    expect(readFileSync(join(folder, 'cdk.context.json'), 'utf8')).toContain('4711');
  });

  test('that fails is a fault that names the command and its exit code', async () => {
    appThat('process.exit(7)');
    await expect(runCdk(folder, ['list'])).rejects.toMatchObject({
      code: 'CDK_FAILED',
      message: expect.stringMatching(/`cdk list` ended with exit code [1-9]/) as string,
    });
  });
});
