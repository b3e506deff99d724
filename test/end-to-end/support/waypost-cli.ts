import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** Runs a TypeScript file of the repository as a shell would; asynchronously, so that servers answer. */
export function runScript(
  script: string,
  args: readonly string[],
  { env = {}, input = '' }: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // jest runs under the Node of node_modules/.bin, but not with that folder on the PATH.
    const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
      cwd: ROOT,
      env: { ...process.env, PATH, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    child.on('error', reject).on('close', (code) => {
      resolve({ code, output });
    });
    child.stdin.end(input);
  });
}

/** `npx waypost <args>` */
export function waypost(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runScript('bin/waypost.ts', args, { env });
}
