import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { SetupError } from './setup-error.mjs';

const TAIL_LINES = 15;

/** What the output of npm and pip says about the cause -> the remedy. */
const KNOWN_CAUSES = [
  [/ENOSPC|No space left on device/, 'The disk is full. Free about 1 GB and try again.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Failed to establish a new connection|name resolution|Connection refused|timed out|from versions: none/,
    'The package registry cannot be reached. Check the network (and proxy settings) and try again.',
  ],
  [/EACCES|EPERM|Permission denied/i, 'A file may not be written. Check who owns this folder.'],
];

/** Running process groups -> their end, so that an interruption leaves none behind. */
const running = new Map();

/**
 * Runs a program silently and keeps its output in a log.
 * @param {{ name: string, file: string, args: string[], folder: string, log: string }} command
 * @throws SetupError COMMAND_FAILED with the end of the output and the likely cause
 */
export async function runCommand({ name, file, args, folder, log }) {
  // Its own group: everything that the program starts ends with it.
  const child = spawn(file, args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk) => {
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  if (child.pid !== undefined) running.set(child.pid, ended);
  const end = await ended;
  running.delete(child.pid);
  const kept = keep(log, output);
  if (end !== 'exit code 0') throw failure(name, end, output, kept ? log : undefined);
}

/**
 * Ends every running program, and everything that it started. It does so at once: after a gentler signal,
 * npm cleans up for many seconds, and nothing that it leaves counts as installed.
 */
export async function endCommands() {
  for (const group of running.keys()) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
  await Promise.all(running.values());
}

function failure(name, end, output, log) {
  const cause = KNOWN_CAUSES.find(([pattern]) => pattern.test(output));
  const tail = output.trimEnd().split('\n').slice(-TAIL_LINES);
  return new SetupError(
    'COMMAND_FAILED',
    [
      `${name} failed with ${end}. The end of its output:`,
      ...tail.map((line) => `  | ${line}`),
      ...(log ? [`All of it: ${log}`] : []),
      ...(cause ? [cause[1]] : []),
    ].join('\n'),
  );
}

/** On a full disk the log is lost. Its end is not: the error shows it. */
function keep(log, output) {
  try {
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, output);
    return true;
  } catch {
    return false;
  }
}
