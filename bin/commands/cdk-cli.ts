import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { CommandError } from './terminal/command-error';

/** The version that package.json pins. It does not use a `cdk` from the PATH. */
const cli = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');

/** Runs the CDK CLI with its output shown. @throws CommandError CDK_FAILED unless it ends with exit code 0 */
export type RunCdk = (
  args: readonly string[],
  /** Added to the inherited one. */
  environment?: Readonly<Record<string, string>>,
) => Promise<void>;

/**
 * Runs the CDK CLI in `folder`. It inherits the terminal and the environment: credentials, and an
 * AWS_ENDPOINT_URL that points at an emulator.
 * @param environment added to the inherited one
 * @throws CommandError CDK_FAILED unless it ends with exit code 0
 */
export async function runCdk(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: 'inherit', env });
  const end = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
  });
  if (end === 'exit code 0') return;
  throw new CommandError(
    'CDK_FAILED',
    `\`cdk ${args.join(' ')}\` ended with ${end}. Its output above says why.`,
  );
}
