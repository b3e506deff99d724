import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { UpgradePorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<UpgradePorts> = async (root) =>
  (await import('./adapters.js')).upgradePorts(root);

const EXAMPLES = `
Changes nothing: merging is \`git merge\`. Synthesizes your last commit, and what a merge would make of it, in
temporary folders. Uncommitted changes are left out.
Exit code: 0 nothing that holds state is destroyed, 1 something is or git cannot merge, 2 wrong usage.

Examples:
  git fetch upstream --tags
  npx waypost upgrade --check
  npx waypost upgrade v0.3.0 --check

Guide: docs/upgrading.md`;

/** Adds `upgrade`: shows what the next version of Waypost changes here. */
export function addUpgradeCommand(
  program: Command,
  project: Project,
  ports: Given<UpgradePorts> = adapters,
): void {
  program
    .command('upgrade')
    .description('say what a newer version of Waypost brings, and what it would destroy')
    .showHelpAfterError('(`npx waypost upgrade --help` has examples)')
    .argument('[version]', 'a tag or branch that is fetched', 'upstream/main')
    .requiredOption('--check', 'look only; there is nothing else that it does')
    .addHelpText('after', EXAMPLES)
    .action(async (version: string) => {
      await action().checkUpgrade(version, await ports(project.root));
    });
}
