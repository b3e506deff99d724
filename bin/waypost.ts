#!/usr/bin/env tsx
// npx keeps links to where `bin` of package.json pointed once, so that this line has to stay.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { main } from './commands/terminal/main';
import { waypostProgram } from './commands/program';

const root = join(__dirname, '..');
/** For what answers at once: Zod and the CDK's regions take longer to load than all of `--help`. */
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
