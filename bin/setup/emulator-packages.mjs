import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from './find-python.mjs';
import { runCommand } from './run-command.mjs';
import { isStamped, stamp } from './stamp.mjs';

const EMULATOR_REQUIREMENTS = join('rehearsal', 'emulator', 'requirements.txt');

/**
 * The virtual environment of the emulated AWS, with the packages of requirements.txt. Its stamp is written
 * last, so an interrupted installation has none.
 * @param {string} root top of the repository
 */
export function emulatorPackages(root) {
  const requirements = join(root, EMULATOR_REQUIREMENTS);
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

  return {
    announcement: 'Installing the emulated AWS with pip (5 s to 1 minute, 90 MB) ...',

    isReady() {
      // `python` is a link to the machine's interpreter, which may have been removed.
      return existsSync(python) && isStamped(venv, requirements);
    },

    async install() {
      const base = findPython();
      rmSync(venv, { recursive: true, force: true });
      await run('venv', base, ['-m', 'venv', venv]);
      await run('pip', python, [
        ...['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check'],
        ...['--require-hashes', '-r', requirements],
      ]);
      stamp(venv, requirements);
    },
  };
}
