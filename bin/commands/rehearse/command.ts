import { createRequire } from 'node:module';
import { InvalidArgumentError, type Command } from 'commander';
import { FAULT_KINDS, FaultError, parseFault, type Fault } from '../../../rehearsal/faults/fault';
import { EXIT_CODES, type RehearseFlags } from '../../../rehearsal/terminal/command-contract';
import { LARGEST_PATIENCE } from '../../../rehearsal/runner/time-limits';
import { useLittleMemory } from './little-memory';

const action = () => {
  useLittleMemory();
  return createRequire(__filename)('./action') as typeof import('./action.js');
};

const HELP = `
The console shows the run, asks for approval, and has the mails; its address is printed first.
Exit code: 0 succeeded, 1 failed, 3 rejected. Report: .waypost/report.json

\`npm start\` installs what is missing, and then runs this command. Examples:
  npm start
  npm start -- --yes --once
  npm start -- --working-tree
  npm start -- --from main --save run.html
  npm start -- --break dev.SmokeTest:kill
  npm start -- --app ../my-app

Guide: docs/rehearsal.md`;

/** Adds `rehearse`: runs the pipeline on this machine. */
export function addRehearseCommand(program: Command): void {
  program
    .command('rehearse')
    .description('deliver the last commit to an emulated AWS on this machine')
    .option('--app <folder>', 'rehearse any CDK app with a pipeline, in another repository')
    .option('--pipeline <stack>', 'with --app: the stack with the pipeline, if there are several')
    .option('--yes', 'approve without asking')
    .option('--reject', 'reject without asking')
    .option('--once', 'end after the run instead of waiting for new commits')
    .option('--working-tree', 'include uncommitted changes')
    .option(
      '--from <ref|environment>',
      'deliver this commit, branch or tag first, or what is deployed in an environment (prod), then upgrade it',
    )
    .option('--keep', 'keep the emulated cloud, and go on with the one that was kept')
    .option(
      '--patience <factor>',
      'multiply every time limit by this factor, on a slow machine',
      toPatience,
    )
    .option(
      '--break <what[:how]>',
      `break an action (dev.SmokeTest) or a service (sqs) once, in the first execution; how: ${FAULT_KINDS.join(', ')}; repeatable`,
      toFaults,
    )
    .option(
      '--source <action=folder>',
      'a git repository that stands for another source of the pipeline; repeatable',
      toSources,
    )
    .option(
      '--record-unknown',
      'deploy resource types that AWS has and the emulator lacks as records, which do nothing',
    )
    .option('--no-console', 'do without the console in the browser')
    .option('--save <file>', 'keep the run as one page that opens without a server', toPage)
    .addHelpText('after', HELP)
    .action((flags: RehearseFlags, command: Command) => {
      if (flags.pipeline !== undefined && flags.app === undefined) {
        command.error("error: option '--pipeline <stack>' needs --app <folder>");
      }
      return run(flags);
    });
}

async function run(flags: RehearseFlags): Promise<void> {
  // For a promise that never settles: then the process ends with this code.
  process.exitCode = EXIT_CODES.failed;
  process.exitCode = EXIT_CODES[await action().rehearseHere(flags)];
}

function toFaults(text: string, before: readonly Fault[] = []): readonly Fault[] {
  try {
    return [...before, parseFault(text)];
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    throw new InvalidArgumentError(error.message);
  }
}

function toSources(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, action, folder] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (action === undefined || folder === undefined) {
    throw new InvalidArgumentError(
      'Give the name of the source action and a folder, such as Library=../library.',
    );
  }
  return { ...before, [action]: folder };
}

function toPage(path: string): string {
  if (/\.html?$/i.test(path)) return path;
  throw new InvalidArgumentError('Give a file whose name ends with .html, such as run.html.');
}

function toPatience(text: string): number {
  const factor = text.trim() === '' ? Number.NaN : Number(text);
  if (factor >= 1 && factor <= LARGEST_PATIENCE) return factor;
  throw new InvalidArgumentError(`Give a number from 1 to ${LARGEST_PATIENCE}, such as 5.`);
}
