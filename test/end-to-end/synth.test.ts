import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const SYNTH_TIMEOUT_MS = 120_000;

let work: string;
/** Cloud assembly of the repository as it is. */
let assembly: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'waypost-synth-'));
  assembly = join(work, 'first');
  const { status, output } = run('cdk', 'synth', '--quiet', '--output', assembly);
  if (status !== 0) throw new Error(output);
}, SYNTH_TIMEOUT_MS);
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

function run(command: string, ...args: string[]) {
  // jest runs under the Node of node_modules/.bin, but not with that folder on the PATH.
  const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PATH, CI: '1', CDK_VALIDATION: 'true' },
  });
  return { status, output: stdout + stderr };
}

/** Relative path -> digest of every file below a folder. */
function digests(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((file) => [
        file.slice(folder.length),
        createHash('sha256').update(readFileSync(file)).digest('hex'),
      ]),
  );
}

describe('synth', () => {
  test(
    'of one source tree gives the same bytes twice, so that the pipeline does not mutate for ever',
    () => {
      const again = join(work, 'second');
      expect(run('cdk', 'synth', '--quiet', '--output', again)).toMatchObject({ status: 0 });
      const first = digests(assembly);
      expect(Object.keys(first).length).toBeGreaterThan(20);
      expect(digests(again)).toEqual(first);
    },
    SYNTH_TIMEOUT_MS,
  );

  test.each([
    ['open-bucket', 'cdk-nag', /server access logs disabled/],
    ['odd-queue', 'the template validator', /999999 is greater than the maximum/],
  ])(
    'control: %s, a fault that %s knows, ends it with an error',
    (fault, _, message) => {
      const app = `tsx test/fixtures/planted-fault.ts ${fault}`;
      const result = run('cdk', 'synth', '--quiet', '--app', app, '--output', join(work, fault));
      expect(result.status).not.toBe(0);
      expect(result.output).toMatch(message);
    },
    SYNTH_TIMEOUT_MS,
  );

  describe('leaves beside the cloud assembly, as one file that needs no install,', () => {
    const folder = () => join(work, 'alone');
    beforeAll(() => {
      const { status, output } = run('npm', 'run', 'postsynth', '--', `--outdir=${folder()}`);
      if (status !== 0) throw new Error(output);
    }, SYNTH_TIMEOUT_MS);

    test.each([
      ['smoke-test.mjs', /CONTACT_PAGE_URL, CONTACT_API_URL/],
      ['protect-stacks.mjs', /PROTECTOR_ROLE_ARN, PROTECTED_STACKS/],
    ])('%s', (script, missing) => {
      const file = join(folder(), script);
      expect(existsSync(file)).toBe(true);
      expect(run('node', file).output).toMatch(missing);
    });
  });
});
