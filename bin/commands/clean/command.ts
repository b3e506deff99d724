import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { CleanPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<CleanPorts> = async (root) =>
  (await import('./adapters.js')).cleanPorts(root);

interface Flags {
  readonly app?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

const HELP = `
Removes the kept cloud, logs and reports of rehearsals, previews of mails in .waypost, and temporary folders of
rehearsals that were killed. Nothing of it is in git. Your accounts in AWS stay as they are.

Examples:
  npx waypost clean --dry-run
  npx waypost clean
  npx waypost clean --all
  npx waypost clean --app ../my-app`;

/** Adds `clean`: removes what rehearsals have left on this machine. */
export function addCleanCommand(
  program: Command,
  project: Project,
  ports: Given<CleanPorts> = adapters,
): void {
  program
    .command('clean')
    .description('remove what rehearsals have left on this machine, and say what that frees')
    .showHelpAfterError('(`npx waypost clean --help` has examples)')
    .option('--app <folder>', 'clean after rehearsals of an app in another repository')
    .option('--all', 'also remove what the next `npm start` installs again')
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .addHelpText('after', HELP)
    .action(async ({ app, all = false, dryRun = false }: Flags) => {
      const root = app === undefined ? project.root : await action().repositoryOf(app);
      await action().clean({ all, dryRun }, await ports(root));
    });
}
