import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findExecutable } from './find-executable.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * `node_modules`, with the packages of package-lock.json. npm writes its own lockfile inside it, last of
 * all. So an interrupted installation has none.
 * @param {string} root top of the repository
 */
export function nodePackages(root) {
  const installedLock = join(root, 'node_modules', '.package-lock.json');

  return {
    announcement: 'Installing Node packages with `npm ci` (10 s to 2 minutes, 600 MB) ...',

    isReady() {
      const wanted = packagesIn(join(root, 'package-lock.json'));
      if (!existsSync(installedLock)) return false;
      const installed = packagesIn(installedLock);
      return (
        Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
          // The repository itself.
          if (path === '') return true;
          const found = installed[path];
          // npm leaves out optional packages for other platforms.
          if (found === undefined) return optional === true;
          return (
            found.version === version &&
            found.integrity === integrity &&
            existsSync(join(root, path, 'package.json'))
          );
        }) && existsSync(join(root, 'node_modules', '.bin', 'node'))
      );
    },

    async install() {
      const npm = findExecutable('npm');
      if (npm === undefined) {
        throw new SetupError('NPM_MISSING', 'npm is not on the PATH. It comes with Node.js.');
      }
      // `npm ci` removes the old tree in any order. Half a tree must not look complete.
      rmSync(installedLock, { force: true });
      await runCommand({
        name: '`npm ci`',
        file: npm,
        // All packages are development dependencies. NODE_ENV=production would leave them out.
        args: ['ci', '--include=dev', '--no-audit', '--no-fund'],
        folder: root,
        log: join(root, '.waypost', 'setup', 'npm-ci.log'),
      });
      if (!this.isReady()) {
        throw new SetupError(
          'NODE_PACKAGES_INCOMPLETE',
          'node_modules is incomplete after `npm ci`. npm must run install scripts and take optional ' +
            'packages: check `npm config get ignore-scripts` and `npm config get omit`.',
        );
      }
    },
  };
}

function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch (error) {
    throw new SetupError('LOCKFILE_UNREADABLE', `${lockfile} cannot be read: ${error.message}`);
  }
}
