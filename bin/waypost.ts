#!/usr/bin/env tsx
// npx keeps links to the former path of `bin` in package.json. So this line must stay.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { main } from './commands/terminal/main';
import { waypostProgram } from './commands/program';

const root = join(__dirname, '..');
/** Loaded late: Zod and the CDK's regions take longer to load than all of `--help`. */
const load = createRequire(__filename);

const program = waypostProgram({
  root,
  config() {
    const loader = load(
      '../lib/config/load-config',
    ) as typeof import('../lib/config/load-config.js');
    return loader.loadConfig(root);
  },
});

void main(program, process.argv.slice(2), console.error).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
