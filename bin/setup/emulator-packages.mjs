import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from './find-python.mjs';
import { runCommand } from './run-command.mjs';

const EMULATOR_REQUIREMENTS = join('rehearsal', 'emulator', 'requirements.txt');

/**
 * The virtual environment of the emulated AWS, with the packages of requirements.txt. Its stamp is written
 * last, so an interrupted installation has none.
 * @param {string} root top of the repository
 */
export function emulatorPackages(root) {
  const requirements = join(root, EMULATOR_REQUIREMENTS);
  const { venv, python, run, install } = environmentOf(root);
  const stamp = join(venv, 'requirements.sha256');

  return {
    announcement: 'Installing the emulated AWS with pip (5 s to 1 minute, 90 MB) ...',

    isReady() {
      // `python` is a link to the machine's interpreter, which may have been removed.
      return existsSync(python) && isStamped(stamp, requirements);
    },

    async install() {
      const base = findPython();
      rmSync(venv, { recursive: true, force: true });
      await run('venv', base, ['-m', 'venv', venv]);
      await install('pip', requirements);
      writeFileSync(stamp, digestOf(requirements));
    },
  };
}

/**
 * What tests need besides: the AWS CLI, in the same virtual environment.
 * @param {string} root top of the repository
 */
export function testPackages(root) {
  const requirements = join(root, 'test', 'helpers', 'aws-cli', 'requirements.txt');
  const { venv, install } = environmentOf(root);
  const stamp = join(venv, 'test-requirements.sha256');

  return {
    announcement: 'Installing the AWS CLI for the tests with pip (5 s to 1 minute, 160 MB) ...',
    isReady: () => isStamped(stamp, requirements),

    async install() {
      // With the emulator's: pip checks the hash of everything that is needed, also of what is there.
      await install('pip-tests', join(root, EMULATOR_REQUIREMENTS), requirements);
      writeFileSync(stamp, digestOf(requirements));
    },
  };
}

function environmentOf(root) {
  const venv = join(root, '.waypost', 'venv');
  const python = join(venv, 'bin', 'python');
  const run = (name, file, args) =>
    runCommand({
      name,
      file,
      args,
      folder: root,
      log: join(root, '.waypost', 'setup', `${name}.log`),
    });
  const install = (name, ...requirements) =>
    run(name, python, [
      ...['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check'],
      ...['--require-hashes', ...requirements.flatMap((file) => ['-r', file])],
    ]);
  return { venv, python, run, install };
}

function digestOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function isStamped(stamp, requirements) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOf(requirements);
}
