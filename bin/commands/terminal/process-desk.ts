import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { CommandError } from './command-error';
import type { Desk } from './desk';

/** The terminal or the pipes of this process. */
export const processDesk: Desk = {
  write: (text) => {
    if (!process.stdout.listeners('error').includes(letGo)) process.stdout.on('error', letGo);
    process.stdout.write(text);
  },
  note: (line) => {
    console.error(line);
  },
  get isScreen() {
    return process.stdout.isTTY;
  },
  ask(question) {
    if (!process.stdin.isTTY) return Promise.resolve(undefined);
    // On stderr: stdout is for the result.
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    return new Promise((resolve) => {
      lines.once('close', () => {
        resolve(undefined);
      });
      lines.question(question, (answer) => {
        resolve(answer);
        lines.close();
      });
    });
  },
  async save(path, text, force) {
    try {
      // Only the file's owner may read it: it is full of other people's data.
      await writeFile(path, text, { flag: force ? 'w' : 'wx', mode: 0o600 });
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === undefined) throw cause;
      throw code === 'EEXIST'
        ? new CommandError(
            'FILE_EXISTS',
            `--output: ${path} exists. Name another file, or add --force to overwrite it.`,
            { cause },
          )
        : new CommandError('FILE_NOT_WRITTEN', `--output: ${path} cannot be written: ${message}.`, {
            cause,
          });
    }
  },
  now: () => new Date(),
};

/** The reader of a pipe may end early, such as `head`. The command still does its work. */
function letGo(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
