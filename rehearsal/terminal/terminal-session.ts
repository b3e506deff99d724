import { join } from 'node:path';
import { fixedAnswer, NobodyToAsk, promptForApproval } from './approval-prompt';
import { EXIT_CODES, type RehearseFlags } from './command-contract';
import { Deliveries } from './deliveries';
import type { Outcome, RehearsalEvent } from '../events';
import { Rehearsal } from '../rehearse';
import { PlainReporter } from '../reporters/plain';
import { ReportFile } from '../reporters/report-file';
import { TerminalReporter } from '../reporters/terminal';
import { removeSession, writeSession } from '../workspace/session-file';
import { deliverNewCommits } from './watch';

/**
 * Rehearses on this process's terminal.
 * @throws before anything is started: flags that make no sense, a folder that cannot be rehearsed
 */
export async function rehearse(flags: RehearseFlags, folder: string): Promise<Outcome> {
  if (flags.yes && flags.reject) throw new NobodyToAsk('--yes and --reject contradict each other');
  if (flags.once && !flags.yes && !flags.reject && !process.stdin.isTTY) {
    throw new NobodyToAsk('--once without a terminal to ask for approval at');
  }
  const interrupt = new AbortController();
  const screen = reporterFor(process.stdout, flags.once !== true);
  const reporters: ((event: RehearsalEvent) => void)[] = [screen.report];
  const rehearsal = await Rehearsal.of({
    folder,
    workingTree: flags.workingTree ?? false,
    ...(flags.patience !== undefined && { patience: flags.patience }),
    approve: flags.yes
      ? fixedAnswer({ approved: true })
      : flags.reject
        ? fixedAnswer({ approved: false, reason: '--reject was given' })
        : promptForApproval(process.stdin, process.stdout, screen),
    report: (event) => {
      for (const report of reporters) report(event);
    },
    signal: interrupt.signal,
  });
  const { repository, commit } = rehearsal.candidate;
  // First: who reads that something has come out finds it in the report.
  reporters.unshift(new ReportFile(join(repository, '.waypost', 'report.json')).report);

  const forget = () => {
    removeSession(repository, process.pid);
  };
  process.on('exit', forget);
  const release = onInterrupt(rehearsal, interrupt);
  let outcome: Outcome = 'failed';
  let error: string | undefined;
  try {
    await rehearsal.prepare();
    if (!flags.once) {
      writeSession(repository, { endpoint: rehearsal.endpoint, pid: process.pid });
    }
    const deliveries = new Deliveries(rehearsal);
    deliveries.start(commit, 'start');
    if (!flags.once) await deliverNewCommits(rehearsal, deliveries, interrupt.signal);
    outcome = await deliveries.outcome();
  } catch (fault) {
    outcome = 'failed';
    // A Ctrl-C ends git, too, which then fails: the reason is ours.
    const reason: unknown = interrupt.signal.aborted ? interrupt.signal.reason : fault;
    error = reason instanceof Error ? reason.message : String(reason);
  } finally {
    forget();
    await rehearsal.end(outcome, error);
    process.off('exit', forget);
    release();
  }
  return outcome;
}

/** npm passes a Ctrl-C on that the terminal has already sent to everybody. */
const SAME_SIGNAL_MS = 1_000;

/** The first signal ends the rehearsal in order; another one, later, at once. */
function onInterrupt(rehearsal: Rehearsal, interrupt: AbortController): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let interruptedAt = 0;
  const handle = (signal: NodeJS.Signals) => {
    if (interrupt.signal.aborted) {
      if (Date.now() - interruptedAt < SAME_SIGNAL_MS) return;
      rehearsal.kill();
      process.exit(EXIT_CODES.failed);
    }
    interruptedAt = Date.now();
    interrupt.abort(new Error(`Interrupted by ${signal}`));
  };
  const kill = () => {
    rehearsal.kill();
  };
  for (const signal of signals) process.on(signal, handle);
  process.on('exit', kill);
  return () => {
    for (const signal of signals) process.off(signal, handle);
    process.off('exit', kill);
  };
}

function reporterFor(output: NodeJS.WriteStream, staysUp: boolean) {
  const now = () => new Date();
  if (!output.isTTY) return new PlainReporter((text) => output.write(text), { staysUp, now });
  const color = (process.env['NO_COLOR'] ?? '') === '';
  return new TerminalReporter(output, { color, staysUp, now });
}
