import { InvalidArgumentError, type Command } from 'commander';
import { EXIT_CODES, type RehearseFlags } from './command-contract';
import { LARGEST_PATIENCE } from '../runner/time-limits';

/** Adds `rehearse` to the command line. */
export function addRehearseCommand(program: Command): void {
  program
    .command('rehearse')
    .description('deliver the last commit to an emulated AWS on this machine')
    .option('--yes', 'approve without asking')
    .option('--reject', 'reject without asking')
    .option('--once', 'end after the run instead of waiting for new commits')
    .option('--working-tree', 'include uncommitted changes')
    .option('--patience <factor>', 'multiply every time limit by this factor, on a slow machine', toPatience)
    .addHelpText(
      'after',
      '\nExit code: 0 succeeded, 1 failed, 3 rejected. Report: .waypost/report.json',
    )
    .action(async (flags: RehearseFlags) => {
      // Until there is an outcome: a promise that never settles ends the process, with this code.
      process.exitCode = EXIT_CODES.failed;
      // Loaded only now, because every other command would wait a second for it. TypeScript wants
      // the extension in a dynamic import.
      const { rehearse } = await import('./terminal-session.js');
      process.exitCode = EXIT_CODES[await rehearse(flags, process.cwd())];
    });
}

function toPatience(text: string): number {
  const factor = text.trim() === '' ? Number.NaN : Number(text);
  if (factor >= 1 && factor <= LARGEST_PATIENCE) return factor;
  throw new InvalidArgumentError(`Give a number from 1 to ${LARGEST_PATIENCE}, such as 5.`);
}
