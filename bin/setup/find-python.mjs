import { spawnSync } from 'node:child_process';
import { findExecutable } from './find-executable.mjs';
import { SetupError } from './setup-error.mjs';

const OLDEST_MINOR = 10;
const CANDIDATES = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];

/** Prints the version and `True` if a virtual environment with pip can be made. */
const PROBE = [
  'import sys, importlib.util as u',
  'print(*sys.version_info[:2], all(u.find_spec(m) for m in ("venv", "ensurepip")))',
].join('; ');

/**
 * A Python >= 3.10 that can make virtual environments.
 * @returns {string} path of the interpreter
 * @throws SetupError PYTHON_MISSING or PYTHON_WITHOUT_VENV
 */
export function findPython() {
  const found = CANDIDATES.map(probe).filter(Boolean);
  const fit = found.filter(({ major, minor }) => major === 3 && minor >= OLDEST_MINOR);
  const chosen = fit.find(({ hasVenv }) => hasVenv);
  if (chosen) return chosen.file;
  if (fit.length > 0) {
    const { file, major, minor } = fit[0];
    throw new SetupError(
      'PYTHON_WITHOUT_VENV',
      `${file} cannot make virtual environments: its modules venv and ensurepip are missing.\n` +
        `On Debian and Ubuntu: sudo apt install python${major}.${minor}-venv`,
    );
  }
  const seen = found.map(({ file, major, minor }) => `${file} is ${major}.${minor}`).join(', ');
  throw new SetupError(
    'PYTHON_MISSING',
    `Python 3.${OLDEST_MINOR} or newer is needed for the emulated AWS; ${seen || 'none is on the PATH'}.\n` +
      'On Debian and Ubuntu: sudo apt install python3 python3-venv\n' +
      'On macOS: brew install python',
  );
}

function probe(name) {
  const file = findExecutable(name);
  if (file === undefined) return undefined;
  const { status, stdout } = spawnSync(file, ['-c', PROBE], { encoding: 'utf8' });
  const [, major, minor, hasVenv] = /^(\d+) (\d+) (True|False)\s*$/.exec(stdout || '') || [];
  if (status !== 0 || major === undefined) return undefined;
  return { file, major: Number(major), minor: Number(minor), hasVenv: hasVenv === 'True' };
}
