import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

jest.setTimeout(20 * 60_000);

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: unknown[];
  }[];
}

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'waypost-combinations-'));
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** Synthesizes an environment for each row of options, under cdk-nag and the template validator. */
function synthesize(...faults: string[]) {
  const outdir = join(work, faults.join('-') || 'sound');
  const { status, stdout, stderr } = spawnSync(
    join(ROOT, 'node_modules/.bin/tsx'),
    ['test/fixtures/option-combinations.ts', outdir, ...faults],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'true' } },
  );
  const found = readdirSync(outdir).flatMap((assembly) => {
    const path = join(outdir, assembly, 'validation-report.json');
    return (JSON.parse(readFileSync(path, 'utf8')) as Report).pluginReports;
  });
  return { status, output: stdout + stderr, found };
}

test('every two options go together: nothing is found in their templates that is not accepted', () => {
  const { status, output, found } = synthesize();
  expect({ status, output }).toEqual({
    status: 0,
    output: expect.stringMatching(/^\d+ environments\n$/) as unknown,
  });
  expect(found.flatMap(({ violations }) => violations)).toEqual([]);
});

test('control: an open bucket, an odd queue and odd values beside them are found', () => {
  const { status, output, found } = synthesize('open-bucket', 'odd-queue', 'odd-values');
  const violations = JSON.stringify(found);
  expect(status).not.toBe(0);
  expect(output).toMatch(/server access logs disabled/);
  expect(output).toMatch(/999999 is greater than the maximum/);
  expect(violations).toMatch(/'KEEP' does not match pattern/);
  expect(violations).toMatch(/RoleName: length 65 exceeds maximum 64/);
  expect(violations).toMatch(/31 is not one of/);
});
