import type { Command } from 'commander';
import { expectNone } from '../../../release/check-failure';
import { AUDIT_THRESHOLD, judgeAudit } from '../../../release/supply-chain/audit';
import { licenceProblems } from '../../../release/supply-chain/licences';
import type { Ports } from '../ports';

const HELP = `
The pull-request build runs all of them (docs/pipeline.md, "Before the merge").
Each ends with 0 if all is well, and with 1 and every problem if not.`;

const AUDIT_HELP = `
Advisories of severity "${AUDIT_THRESHOLD}" and above fail it, unless release/supply-chain/audit-exceptions.ts
names them with a last day. A registry that does not answer fails it, too.`;

export function addCheckCommand(
  program: Command,
  { checks, print }: Pick<Ports, 'checks' | 'print'>,
): void {
  const check = program
    .command('check')
    .description('check the repository before it is merged: what it uses, and what it says')
    .showHelpAfterError('(`npx waypost check --help` shows what there is)')
    .addHelpText('after', HELP);

  check
    .command('audit')
    .description('fail on packages that npm knows something severe against')
    .addHelpText('after', AUDIT_HELP)
    .action(async () => {
      const { audit, exceptions, today } = await checks();
      const { problems, notes } = judgeAudit(await audit(), exceptions, today);
      for (const note of notes) print(note);
      expectNone(problems, 'The audit found what must be mended or excepted:');
      print(
        `No package has an advisory of severity "${AUDIT_THRESHOLD}" or above without exception.`,
      );
    });

  check
    .command('licences')
    .description('fail on packages under a licence that nobody accepted')
    .action(async () => {
      const { lockfile } = await checks();
      const packages = lockfile();
      expectNone(licenceProblems(packages), 'Packages under licences that nobody accepted:');
      print(`The licences of ${Object.keys(packages.packages).length - 1} packages are accepted.`);
    });

  check
    .command('secrets')
    .description('fail on keys, tokens and passwords in the source files')
    .action(async () => {
      const { sources, secretsIn } = await checks();
      const texts = sources();
      expectNone(
        await secretsIn(texts),
        'Secrets in the sources. Revoke each, then take it out (it is not printed here):',
      );
      print(`No secret in ${texts.length} files.`);
    });
}
