import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { DiffPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<DiffPorts> = async (root) => (await import('./adapters.js')).diffPorts(root);

const EXAMPLES = `
Compares what is deployed with the templates of your working tree, as the pipeline does before an approval
(docs/pipeline.md). Changes nothing. Without a name it compares every
environment whose account the credentials belong to.

Examples:
  AWS_PROFILE=prod npx waypost diff prod
  npx waypost diff --rehearsal
  AWS_PROFILE=prod npx waypost diff prod --json | jq '.environments[].removals'`;

interface Flags {
  readonly json?: true;
  readonly rehearsal?: true;
  readonly fail?: true;
}

/** Adds `diff`: what a release would change. */
export function addDiffCommand(
  program: Command,
  project: Project,
  ports: Given<DiffPorts> = adapters,
): void {
  program
    .command('diff')
    .description('show what a release would change in your environments')
    .showHelpAfterError('(`npx waypost diff --help` has examples)')
    .argument('[environment]', 'compare only this environment')
    .option('--json', 'print JSON on stdout, and nothing else')
    .option('--rehearsal', 'use the running rehearsal instead of AWS')
    .option('--fail', 'exit with code 1 if something would change')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, flags: Flags) => {
      const { json = false, rehearsal = false, fail = false } = flags;
      const options = { json, rehearsal, fail, ...(name !== undefined && { name }) };
      await action().diff(project.config(), options, await ports(project.root));
    });
}
