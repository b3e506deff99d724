import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from './find-python.mjs';
import { runCommand } from './run-command.mjs';

/**
 * The virtual environment of the emulated AWS, with the packages of requirements.txt. Its stamp is written
 * last, so an interrupted installation has none.
 * @param {string} root top of the repository
 */
export function emulatorPackages(root) {
  const requirements = join(root, 'rehearsal', 'emulator', 'requirements.txt');
  const venv = join(root, '.waypost', 'venv');
  const python = join(venv, 'bin', 'python');
  const stamp = join(venv, 'requirements.sha256');
  const wanted = () => createHash('sha256').update(readFileSync(requirements)).digest('hex');
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
      return existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
    },

    async install() {
      const base = findPython();
      rmSync(venv, { recursive: true, force: true });
      await run('venv', base, ['-m', 'venv', venv]);
      await run('pip', python, [
        ...['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check'],
        ...['--require-hashes', '-r', requirements],
      ]);
      writeFileSync(stamp, wanted());
    },
  };
}
