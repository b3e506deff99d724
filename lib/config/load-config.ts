import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Config } from './config';
import { ConfigFileError } from './config-error';
import { parseConfig } from './parse-config';

const CONFIG_FILE = 'waypost.config.ts';

/**
 * Reads `waypost.config.ts` of `folder`. Needs a process that runs TypeScript (tsx, jest).
 * @throws ConfigFileError if there is no such file, it throws, or has no default export
 * @throws ConfigError if its values are wrong
 */
export function loadConfig(folder: string): Config {
  return parseConfig(readConfig(folder));
}

/**
 * What `waypost.config.ts` of `folder` exports, as its owner wrote it.
 * @throws ConfigFileError
 */
export function readConfig(folder: string): unknown {
  const file = resolve(folder, CONFIG_FILE);
  if (!existsSync(file)) {
    throw new ConfigFileError(
      `There is no ${CONFIG_FILE} in ${resolve(folder)}. Run this in the root of your Waypost repository.`,
    );
  }
  return defaultExport(file);
}

function defaultExport(file: string): unknown {
  let loaded: unknown;
  try {
    loaded = createRequire(__filename)(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigFileError(`${file} cannot be loaded: ${reason}`, { cause });
  }
  if (typeof loaded === 'object' && loaded !== null && 'default' in loaded) return loaded.default;
  throw new ConfigFileError(
    `${file} has no default export. Write \`export default defineConfig({ ... });\`.`,
  );
}
