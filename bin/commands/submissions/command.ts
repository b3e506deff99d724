import { createRequire } from 'node:module';
import { type Command, Option } from 'commander';
import { SUBMISSION_STATUSES } from '../../../lambdas/contact-form/submission';
import { recoveryDays } from '../../../lib/recovery/recovery-window';
import { parseAddress, parseNote, parseSince } from './arguments';
import { EXAMPLES } from './examples';
import { EXPORT_FORMATS, type ExportFormat } from '../../../lambdas/submissions/export-formats';
import type { Given, Project } from '../project';
import type { SubmissionsPorts } from './ports';
import type { Selection } from '../../../lambdas/submissions/select';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<SubmissionsPorts> = async (root) =>
  (await import('./adapters.js')).submissionsPorts(root);

interface Common {
  readonly json?: true;
  readonly rehearsal?: true;
}
interface Filters extends Omit<Selection, 'handled'>, Common {
  readonly handled?: true;
  readonly unhandled?: true;
}

/** Adds `submissions`: everything that an owner does with visitors' messages. */
export function addSubmissionsCommand(
  program: Command,
  project: Project,
  ports: Given<SubmissionsPorts> = adapters,
): void {
  const submissions = program
    .command('submissions')
    .description('read, answer, export, release and erase what visitors have sent')
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
    async (environment: string, { json, rehearsal, ...filters }: Filters) => {
      const { cloud, desk } = await open(environment, { rehearsal });
      await action().list(
        environment,
        selectionOf(filters),
        json ?? false,
        await cloud.table(),
        desk,
      );
    },
  );

  withId(command('show', 'show one submission with its message')).action(
    async (environment: string, id: string, { json, ...common }: Common) => {
      const { cloud, desk, label } = await open(environment, common);
      await action().show(label, id, json ?? false, await cloud.table(), desk);
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
      const { json = false, rehearsal, format, output, force = false, ...filters } = options;
      if (json && output === undefined) {
        self.error(
          'error: --json needs --output, because without it the export itself goes to stdout',
        );
      }
      const { cloud, desk } = await open(environment, { rehearsal });
      const how = { format, output, force, json };
      await action().exportSubmissions(selectionOf(filters), how, await cloud.table(), desk);
    });

  withId(command('release', 'mail a submission that is spam, failed or parked')).action(
    async (environment: string, id: string, { json, ...common }: Common) => {
      const { cloud, desk, label } = await open(environment, common);
      await action().release(label, id, json ?? false, cloud, desk);
    },
  );

  withId(command('spam', 'mark a mailed submission as spam')).action(
    async (environment: string, id: string, { json, ...common }: Common) => {
      const { cloud, desk, label } = await open(environment, common);
      await action().spam(label, id, json ?? false, await cloud.table(), desk);
    },
  );

  withId(command('handle', 'mark a submission as handled'))
    .option('--note <text>', 'what you want to remember of it', parseNote)
    .option('--undo', 'it is still to be handled')
    .action(async (environment: string, id: string, flags: Common & HandleFlags) => {
      const { cloud, desk, label } = await open(environment, flags);
      const { note, undo = false, json = false } = flags;
      const how = { undo, json, ...(note !== undefined && { note }) };
      await action().handle(label, id, how, await cloud.table(), desk);
    });

  withId(command('reply', 'prepare a mail to the visitor that quotes the message'))
    .option('--open', 'open it in your mail program')
    .action(async (name: string, id: string, flags: Common & { open?: true }) => {
      const { cloud, desk, label, environment } = await open(name, flags);
      const { open: inProgram = false, json = false } = flags;
      const how = { domain: environment.domain, open: inProgram, json };
      const { openMail } = await ports(project.root);
      await action().reply(label, id, how, await cloud.table(), desk, openMail);
    });

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
      const { cloud, desk, label } = await open(name, flags);
      const { from, yes: confirmed = false, json = false } = flags;
      await action().restore({ label, from, confirmed, json }, await cloud.table(), desk);
    });

  command('redrive', 'put undelivered messages back on the queue')
    .option('--id <id>', 'only this submission')
    .action(async (environment: string, { id, json, ...common }: Common & { id?: string }) => {
      const { cloud, desk, label } = await open(environment, common);
      await action().redrive(label, id, json ?? false, cloud, desk);
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

interface HandleFlags {
  readonly note?: string;
  readonly undo?: true;
}

interface ExportFlags {
  readonly format: ExportFormat;
  readonly output?: string;
  readonly force?: true;
}

function withId(command: Command): Command {
  return command.argument('<id>', 'id of the submission');
}

function selectionOf({ handled, unhandled, ...selection }: Filters): Selection {
  if (handled === undefined && unhandled === undefined) return selection;
  return { ...selection, handled: handled ?? false };
}

function withFilters(command: Command): Command {
  return command
    .addOption(
      new Option('--status <status>', 'only submissions with this status').choices(
        SUBMISSION_STATUSES,
      ),
    )
    .option('--handled', 'only handled submissions')
    .addOption(
      new Option(
        '--unhandled',
        'only submissions that nobody has handled, without smoke tests',
      ).conflicts('handled'),
    )
    .option('--form <name>', 'only this form')
    .option(
      '--since <date>',
      'only submissions received on this day or later: 2026-11-24, or with a time',
      parseSince,
    );
}
