/**
 * Installs what `npm start` and `npm test` need: Node packages and the emulated AWS, and with `--tests` the
 * AWS CLI. It runs before anything is installed, so it uses only Node's own modules. A second run only
 * looks.
 */
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { awsCli } from './setup/aws-cli.mjs';
import { emulatorPackages } from './setup/emulator-packages.mjs';
import { findExecutable } from './setup/find-executable.mjs';
import { acquireLock } from './setup/lock.mjs';
import { nodePackages } from './setup/node-packages.mjs';
import { endCommands } from './setup/run-command.mjs';
import { SetupError } from './setup/setup-error.mjs';

const OLDEST_NODE = 20;
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

let interrupted = false;

async function main() {
  expectMachine();
  const steps = [
    nodePackages(root),
    emulatorPackages(root),
    ...(process.argv.includes('--tests') ? [awsCli(root)] : []),
  ];
  if (steps.every((step) => step.isReady())) return;

  const lock = join(root, '.waypost', 'setup.lock');
  const release = await acquireLock(lock, (holder) => {
    console.log(`Another setup (process ${holder}) is at work; waiting for it to end.`);
    console.log(`If there is no such setup, delete ${lock}.`);
  });
  onSignal(async (signal) => {
    interrupted = true;
    await endCommands();
    release();
    process.exit(128 + SIGNALS[signal]);
  });
  try {
    for (const step of steps) await complete(step);
  } finally {
    release();
  }
}

function expectMachine() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new SetupError(
      'NODE_TOO_OLD',
      `Node.js ${process.versions.node} is too old; ${OLDEST_NODE} or newer is needed: https://nodejs.org`,
    );
  }
  if (process.platform === 'win32') {
    throw new SetupError('PLATFORM', 'Waypost runs on Linux and macOS. On Windows, use WSL.');
  }
  if (findExecutable('git') === undefined) {
    throw new SetupError(
      'GIT_MISSING',
      'git is not on the PATH. On Debian and Ubuntu: sudo apt install git; on macOS: xcode-select --install',
    );
  }
}

async function complete(step) {
  if (step.isReady()) return;
  console.log(step.announcement);
  const startedAt = Date.now();
  await step.install();
  console.log(`  done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function onSignal(handle) {
  for (const signal of Object.keys(SIGNALS)) process.on(signal, handle);
}

main().catch((error) => {
  // The user who interrupted a command need not be told that it ended.
  if (interrupted) return;
  console.error(error instanceof SetupError ? `Setup: ${error.message}` : error);
  process.exitCode = 1;
});
