import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';

/**
 * Finds the program that a shell would start. It starts no shell, because that costs more than all the rest
 * of a second run.
 * @param {string} name
 * @returns {string | undefined} its path
 */
export function findExecutable(name) {
  return (env.PATH || '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
