import { writeFile } from 'node:fs/promises';

/** Writes a shell script as a command: a file that can be run. */
export async function writeCommand(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, `${['#!/bin/sh', ...lines].join('\n')}\n`, { mode: 0o755 });
}
