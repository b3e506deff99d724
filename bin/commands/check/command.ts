import { createRequire } from 'node:module';
import type { Command } from 'commander';
import { CLOUD_ASSEMBLY_FOLDER } from '../../../lib/constants';
import { CheckFailure } from '../../../release/check-failure';
import { AUDIT_THRESHOLD } from '../../../release/supply-chain/audit-threshold';
import type { CheckOutcome } from './action';
import type { Given, Project } from '../project';
import type { CheckPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<CheckPorts> = async (root) =>
  (await import('./adapters.js')).checkPorts(root);

type Checks = typeof import('./action.js');

const HELP = `
The pull-request build runs all of these checks (docs/pipeline.md, "Before the merge").
Exit code: 0 no problem, 1 a problem; every problem is printed.

Examples:
  npx waypost check licences
  npx waypost check pull-request --base origin/main`;

const AUDIT_HELP = `
Fails for each advisory of severity "${AUDIT_THRESHOLD}" or above, unless
release/supply-chain/audit-exceptions.ts has an entry for it with a last day. Also fails if the registry
does not answer.`;

const PULL_REQUEST_HELP = `
Checks the history first: commit messages, the changelog, and secrets that a commit adds, even if a later
commit removes them. Then checks licences and synthesis, and asks the registry for advisories (audit).

Example:
  npx waypost check pull-request --base origin/main`;

export function addCheckCommand(
  program: Command,
  project: Project,
  ports: Given<CheckPorts> = adapters,
): void {
  const check = program
    .command('check')
    .description('check packages, licences, secrets, commit messages and changelog before a merge')
    .showHelpAfterError('(`npx waypost check --help` lists the commands)')
    .addHelpText('after', HELP);

  /** @throws CheckFailure CHECK_FAILED with every problem of every outcome */
  const report = ({ print }: CheckPorts, outcomes: readonly CheckOutcome[]) => {
    for (const { notes = [], problems, fine } of outcomes) {
      notes.forEach(print);
      if (problems.length === 0) print(fine);
    }
    const failed = outcomes.filter(({ problems }) => problems.length > 0);
    if (failed.length === 0) return;
    const lines = failed.map(({ heading, problems }) => [heading, ...problems].join('\n  '));
    throw new CheckFailure('CHECK_FAILED', lines.join('\n'));
  };
  const add = (
    name: string,
    description: string,
    look: (all: Checks, ports: CheckPorts) => CheckOutcome | Promise<CheckOutcome>,
  ) =>
    check
      .command(name)
      .description(description)
      .action(async () => {
        const outside = await ports(project.root);
        report(outside, [await look(action(), outside)]);
      });

  add('audit', 'fail if npm has a severe advisory about a package', (all, outside) =>
    all.checkAudit(outside),
  ).addHelpText('after', AUDIT_HELP);
  add('licences', 'fail if the licence of a package is not accepted', (all, outside) =>
    all.checkLicences(outside),
  );
  add('secrets', 'fail if a source file contains a key, token or password', (all, outside) =>
    all.checkSecrets(outside),
  );
  add(
    'synthesis',
    'fail if two syntheses, in two folders, give different results',
    (all, outside) => all.checkSynthesis(outside),
  );

  check
    .command('difference')
    .description(
      'in the build of a pull request: show what it would change, and fail if it would destroy state',
    )
    .option('--assembly <folder>', 'cloud assembly of `npm run synth`', CLOUD_ASSEMBLY_FOLDER)
    .action(async ({ assembly }: { assembly: string }) => {
      const { difference } = await ports(project.root);
      await difference(assembly);
    });

  check
    .command('pull-request')
    .description('run all checks that a pull request must pass beside `npm run check`')
    .requiredOption('--base <ref>', 'branch that the pull request goes to, such as "origin/main"')
    .addHelpText('after', PULL_REQUEST_HELP)
    .action(async ({ base }: { base: string }) => {
      const all = action();
      const outside = await ports(project.root);
      const history = await all.checkHistory(outside, await outside.history(base));
      report(outside, [
        ...history,
        all.checkLicences(outside),
        await all.checkSynthesis(outside),
        await all.checkAudit(outside),
      ]);
    });
}
