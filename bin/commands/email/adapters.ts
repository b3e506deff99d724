import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../terminal/command-error';
import { processDesk } from '../terminal/process-desk';
import type { PreviewPorts } from './ports';

/** @param root Of the repository. */
export function previewPorts(root: string): PreviewPorts {
  return {
    folder: (language) => join(root, 'lambdas', 'contact-form', 'email', language),
    async save(path, text) {
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
      } catch (cause) {
        const { code, message } = cause as NodeJS.ErrnoException;
        if (code === undefined) throw cause;
        throw new CommandError(
          'FILE_NOT_WRITTEN',
          `--output: ${path} cannot be written: ${message}.`,
          {
            cause,
          },
        );
      }
    },
    write: (text) => {
      processDesk.write(text);
    },
  };
}
