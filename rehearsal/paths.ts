import { join } from 'node:path';

/** Top of the repository. */
export const repositoryRoot = join(__dirname, '..');

/** Folder of all files that Waypost makes on this machine. git ignores it. */
export const workspaceRoot = join(repositoryRoot, '.waypost');

/** Where `bin/setup.mjs` installs the emulator from {@link emulatorRequirements}. */
export const venv = join(workspaceRoot, 'venv');
export const venvPython = join(venv, 'bin', 'python');
export const emulatorRequirements = join(
  repositoryRoot,
  'rehearsal',
  'emulator',
  'requirements.txt',
);

/** Root of the Python package `launcher`. */
export const emulatorPackageRoot = join(repositoryRoot, 'rehearsal', 'emulator');

/** The Node for builds and emulated Lambda functions. It is not always the Node that runs this code. */
export const nodeModules = join(repositoryRoot, 'node_modules');
export const nodeBinary = join(nodeModules, 'node', 'bin', 'node');

/** Preload for Node processes whose AWS SDK does not read AWS_ENDPOINT_URL. */
export const awsHostsPreload = join(repositoryRoot, 'rehearsal', 'emulator', 'aws-hosts.cjs');

/** Preload for Node processes that call `*.localhost` addresses. */
export const loopbackNamesPreload = join(
  repositoryRoot,
  'rehearsal',
  'emulator',
  'loopback-names.cjs',
);
