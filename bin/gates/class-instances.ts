import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { sourceFiles } from '../../release/source-files';

/**
 * Checks typescript-eslint's rule `no-unsafe-class-instance-assignment`. oxlint 1.94 cannot switch it on,
 * although its typed half, tsgolint, has it. So this calls tsgolint as oxlint does. Delete this when
 * oxlint knows the rule: a test notices that (test/architecture/lint-rules.test.ts).
 *
 * Usage: class-instances.ts [file ...]; all TypeScript files otherwise. Exit code 1: a finding.
 */
const RULE = 'no-unsafe-class-instance-assignment';
const root = join(__dirname, '..', '..');

interface Finding {
  readonly file_path?: string;
  readonly range?: { readonly pos: number };
  readonly message: { readonly description: string };
}

function main(given: readonly string[]): void {
  const paths = given.length > 0 ? given : sourceFiles(root).filter((path) => path.endsWith('.ts'));
  const findings = tsgolint(paths.map((path) => resolve(root, path)));
  for (const finding of findings) console.log(textOf(finding));
  console.log(`${RULE}: ${findings.length} in ${paths.length} files`);
  if (findings.length > 0) process.exitCode = 1;
}

/** @throws Error if tsgolint did not check all files */
function tsgolint(files: readonly string[]): Finding[] {
  const program = require.resolve('oxlint-tsgolint/bin/tsgolint.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'headless'], {
    cwd: root,
    input: JSON.stringify({
      version: 2,
      configs: [{ file_paths: files, rules: [{ name: RULE }] }],
    }),
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`tsgolint ended with ${String(status)}: ${stderr.toString()}`);
  return [...messages(stdout)].map(({ kind, body }) => {
    if (kind !== FINDING) throw new Error(`tsgolint: ${body}`);
    return JSON.parse(body) as Finding;
  });
}

/** Each message of tsgolint is its length (32 bits, little-endian), its kind (a byte) and JSON. */
function* messages(output: Buffer): Iterable<{ kind: number; body: string }> {
  for (let at = 0; at < output.length;) {
    const end = at + HEADER_BYTES + output.readUInt32LE(at);
    yield { kind: output.readUInt8(at + 4), body: output.toString('utf8', at + HEADER_BYTES, end) };
    at = end;
  }
}

const HEADER_BYTES = 5;
const FINDING = 1;

function textOf({ file_path: file, range, message }: Finding): string {
  if (file === undefined || range === undefined) return message.description;
  const before = readFileSync(file).subarray(0, range.pos).toString('utf8');
  return `${relative(root, file)}:${before.split('\n').length}: ${message.description}`;
}

main(process.argv.slice(2));
