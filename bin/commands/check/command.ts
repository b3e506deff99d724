import { createRequire } from 'node:module';
import type { Command } from 'commander';
import { CLOUD_ASSEMBLY_FOLDER } from '../../../lib/constants';
import { CheckFailure } from '../../../release/check-failure';
import { AUDIT_THRESHOLD } from '../../../release/supply-chain/audit-threshold';
import type { Outcome } from './action';
import type { Given, Project } from '../project';
import type { CheckPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<CheckPorts> = async (root) =>
  (await import('./adapters.js')).checkPorts(root);

type Checks = typeof import('./action.js');

const HELP = `
The pull-request build runs all of them (docs/pipeline.md, "Before the merge").
Each ends with 0 if all is well, and with 1 and every problem if not.`;

const AUDIT_HELP = `
Advisories of severity "${AUDIT_THRESHOLD}" and above fail it, unless release/supply-chain/audit-exceptions.ts
names them with a last day. A registry that does not answer fails it, too.`;

const PULL_REQUEST_HELP = `
Checks licences and synthesis, and what needs the history: messages of the commits, the changelog,
secrets that a commit adds and a later one takes out. Then it asks the registry (audit).

Example:
  npx waypost check pull-request --base origin/main`;

export function addCheckCommand(
  program: Command,
  project: Project,
  ports: Given<CheckPorts> = adapters,
): void {
  const check = program
    .command('check')
    .description('check the repository before it is merged: what it uses, and what it says')
    .showHelpAfterError('(`npx waypost check --help` shows what there is)')
    .addHelpText('after', HELP);

  /** @throws CheckFailure CHECK_FAILED with every problem of every outcome */
  const report = ({ print }: CheckPorts, outcomes: readonly Outcome[]) => {
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
    look: (all: Checks, ports: CheckPorts) => Outcome | Promise<Outcome>,
  ) =>
    check
      .command(name)
      .description(description)
      .action(async () => {
        const outside = await ports(project.root);
        report(outside, [await look(action(), outside)]);
      });

  add('audit', 'fail on packages that npm knows something severe against', (all, outside) =>
    all.checkAudit(outside),
  ).addHelpText('after', AUDIT_HELP);
  add('licences', 'fail on packages under a licence that nobody accepted', (all, outside) =>
    all.checkLicences(outside),
  );
  add('secrets', 'fail on keys, tokens and passwords in the source files', (all, outside) =>
    all.checkSecrets(outside),
  );
  add('synthesis', 'fail if two syntheses, in two folders, differ', (all, outside) =>
    all.checkSynthesis(outside),
  );

  check
    .command('difference')
    .description(
      'in the build of a pull request: show what it would change, and fail on what it may not',
    )
    .option('--assembly <folder>', 'cloud assembly of `npm run synth`', CLOUD_ASSEMBLY_FOLDER)
    .action(async ({ assembly }: { assembly: string }) => {
      const { difference } = await ports(project.root);
      await difference(assembly);
    });

  check
    .command('pull-request')
    .description('all that a pull request must pass beside `npm run check`')
    .requiredOption('--base <ref>', 'branch that it goes to, such as "origin/main"')
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
