import { createRequire } from 'node:module';
import { type Command, Option } from 'commander';
import { SUBMISSION_STATUSES } from '../../../lambdas/contact-form/submission';
import { recoveryDays } from '../../../lib/recovery/recovery-window';
import { parseAddress, parseSince } from './arguments';
import { EXAMPLES } from './examples';
import { EXPORT_FORMATS, type ExportFormat } from './export-formats';
import type { Given, Project } from '../project';
import type { SubmissionsPorts } from './ports';
import type { Selection } from './select';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<SubmissionsPorts> = async (root) =>
  (await import('./adapters.js')).submissionsPorts(root);

interface Common {
  readonly json?: true;
  readonly rehearsal?: true;
}
type Filters = Selection & Common;

/** Adds `submissions`: what an owner does with visitors' messages. */
export function addSubmissionsCommand(
  program: Command,
  project: Project,
  ports: Given<SubmissionsPorts> = adapters,
): void {
  const submissions = program
    .command('submissions')
    .description('read, export, release and erase what visitors have sent')
    .showHelpAfterError('(`npx waypost submissions --help` lists the commands)')
    .addHelpText('after', EXAMPLES.submissions);

  const open = async (name: string, { rehearsal }: Common) => {
    return action().openEnvironment(
      project.config(),
      name,
      rehearsal ?? false,
      await ports(project.root),
    );
  };

  withFilters(command('list', 'list submissions, newest first')).action(
    async (environment: string, { json, rehearsal, ...selection }: Filters) => {
      const { cloud, desk } = await open(environment, { rehearsal });
      await action().list(environment, selection, json ?? false, await cloud.table(), desk);
    },
  );

  withId(command('show', 'show one submission with its message')).action(
    async (environment: string, id: string, { json, ...common }: Common) => {
      const { cloud, desk, place } = await open(environment, common);
      await action().show(place, id, json ?? false, await cloud.table(), desk);
    },
  );

  withFilters(command('export', 'write submissions to stdout or a file, newest first'))
    .addOption(
      new Option('--format <format>', 'CSV (RFC 4180), or one JSON object on each line')
        .choices(EXPORT_FORMATS)
        .makeOptionMandatory(),
    )
    .option('--output <file>', 'write to this file, which only you can read')
    .option('--force', 'overwrite the file')
    .action(async (environment: string, options: Filters & ExportFlags, self: Command) => {
      const { json = false, rehearsal, format, output, force = false, ...selection } = options;
      if (json && output === undefined) {
        self.error(
          'error: --json needs --output, because without it the export itself goes to stdout',
        );
      }
      const { cloud, desk } = await open(environment, { rehearsal });
      const how = { format, output, force, json };
      await action().exportSubmissions(selection, how, await cloud.table(), desk);
    });

  withId(command('release', 'mail a submission that is spam, failed or parked')).action(
    async (environment: string, id: string, { json, ...common }: Common) => {
      const { cloud, desk, place } = await open(environment, common);
      await action().release(place, id, json ?? false, cloud, desk);
    },
  );

  command('erase', 'delete everything that an e-mail address has sent, permanently')
    .argument('<e-mail>', 'the address', parseAddress)
    .option('--yes', 'do not ask')
    .action(async (environment: string, email: string, flags: Common & { yes?: true }) => {
      const { cloud, desk, region, environment: of } = await open(environment, flags);
      const { yes: confirmed = false, json = false } = flags;
      const days = {
        recoveryDays: recoveryDays(of.submissionRetentionDays),
        backupDays: of.backup?.retentionDays ?? 0,
      };
      await action().erase({ environment, region, email, ...days, confirmed, json }, cloud, desk);
    });

  command('restore', 'put missing submissions back, from a table that was restored from a backup')
    .requiredOption('--from <table>', 'name of that table, in the same account and region')
    .option('--yes', 'do not ask')
    .action(async (name: string, flags: Common & { from: string; yes?: true }) => {
      const { cloud, desk, place } = await open(name, flags);
      const { from, yes: confirmed = false, json = false } = flags;
      await action().restore({ place, from, confirmed, json }, await cloud.table(), desk);
    });

  command('redrive', 'put undelivered messages back on the queue')
    .option('--id <id>', 'only this submission')
    .action(async (environment: string, { id, json, ...common }: Common & { id?: string }) => {
      const { cloud, desk, place } = await open(environment, common);
      await action().redrive(place, id, json ?? false, cloud, desk);
    });

  function command(name: keyof typeof EXAMPLES, description: string): Command {
    return submissions
      .command(name)
      .description(description)
      .showHelpAfterError(`(\`npx waypost submissions ${name} --help\` has examples)`)
      .argument('<environment>', 'name of an environment in waypost.config.ts')
      .option('--json', 'print JSON on stdout, and nothing else')
      .option('--rehearsal', 'use the running rehearsal instead of AWS')
      .addHelpText('after', EXAMPLES[name]);
  }
}

interface ExportFlags {
  readonly format: ExportFormat;
  readonly output?: string;
  readonly force?: true;
}

function withId(command: Command): Command {
  return command.argument('<id>', 'id of the submission');
}

function withFilters(command: Command): Command {
  return command
    .addOption(
      new Option('--status <status>', 'only submissions with this status').choices(
        SUBMISSION_STATUSES,
      ),
    )
    .option('--form <name>', 'only this form')
    .option(
      '--since <date>',
      'only submissions received on this day or later: 2026-11-24, or with a time',
      parseSince,
    );
}
