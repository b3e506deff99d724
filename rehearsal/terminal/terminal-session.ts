import { join } from 'node:path';
import { ApprovalDesk, firstAnswer } from './approvals';
import { fixedAnswer, NobodyToAsk, promptForApproval } from './approval-prompt';
import { EXIT_CODES, type RehearseFlags } from './command-contract';
import { addressOf } from '../console/server/address';
import { Feed } from '../console/events/feed';
import { secretValues } from '../console/saved-run/secret-names';
import { RunFile } from '../console/saved-run/run-file';
import type { SavedRun } from '../console/saved-run/saved-run';
import { ConsoleServer } from '../console/server/server';
import type { AppSource } from '../app';
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
 * @throws before anything is started: for contradictory flags, and for a folder that cannot be rehearsed
 */
export async function rehearse(
  flags: RehearseFlags,
  folder: string,
  source: AppSource,
): Promise<Outcome> {
  if (flags.yes && flags.reject) throw new NobodyToAsk('--yes and --reject contradict each other');
  if (flags.once && !flags.yes && !flags.reject && !process.stdin.isTTY) {
    throw new NobodyToAsk('--once without a terminal to ask for approval at');
  }
  const interrupt = new AbortController();
  const screen = reporterFor(process.stdout, flags.once !== true);
  const feed = new Feed();
  const reporters: ((event: RehearsalEvent) => void)[] = [feed.add, screen.report];
  const report = (event: RehearsalEvent) => {
    for (const reporter of reporters) reporter(event);
    // An interruption ends the emulator at once. Then nothing can be looked up any more.
    if (event.type === 'delivered' || event.type === 'approval-asked') looks.push(look());
  };
  const runFile = flags.save === undefined ? undefined : new RunFile(flags.save, folder, redact);
  const looks: Promise<void>[] = [];
  const look = async () => {
    if (!runFile || !rehearsal.sources || rehearsal.signal.aborted) return;
    await runFile.look(feed, rehearsal.sources).catch((fault: unknown) => {
      // An incomplete page is better than none.
      rehearsal.notice(`--save: not all could be looked up: ${String(fault)}`);
    });
  };
  const desk = new ApprovalDesk();
  const prompt = promptForApproval(process.stdin, process.stdout, screen);
  const rehearsal = await Rehearsal.of({
    folder,
    workingTree: flags.workingTree ?? false,
    ...(flags.from !== undefined && { from: flags.from }),
    keep: flags.keep ?? false,
    recordUnknown: flags.recordUnknown ?? false,
    otherSources: flags.source ?? {},
    ...(flags.patience !== undefined && { patience: flags.patience }),
    approve: flags.yes
      ? fixedAnswer({ approved: true })
      : flags.reject
        ? fixedAnswer({ approved: false, reason: '--reject was given' })
        : firstAnswer(flags.console ? [prompt, desk.ask] : [prompt]),
    source,
    report,
    signal: interrupt.signal,
  });
  const { repository, commit } = rehearsal.candidate;
  // First, so that a reader of an outcome also finds it in the report.
  reporters.unshift(new ReportFile(join(repository, '.waypost', 'report.json')).report);

  const forget = () => {
    removeSession(repository, process.pid);
  };
  process.on('exit', forget);
  const release = onInterrupt(rehearsal, interrupt);
  let outcome: Outcome = 'failed';
  let error: string | undefined;
  let console: ConsoleServer | undefined;
  try {
    if (flags.console) {
      console = await ConsoleServer.start({ feed, desk, sources: () => rehearsal.sources });
      const address = addressOf(console.address);
      report({ type: 'console-opened', at: new Date().toISOString(), address });
    }
    const prepared = await rehearsal.prepare(console?.address);
    if (!flags.once) {
      writeSession(repository, {
        endpoint: prepared.endpoint,
        pid: process.pid,
        ...(console && { console: addressOf(console.address) }),
      });
    }
    const deliveries = new Deliveries(prepared);
    deliveries.start(commit, prepared.trigger, flags.break);
    if (!flags.once) {
      await deliverNewCommits({ rehearsal, prepared, deliveries, signal: interrupt.signal });
    }
    outcome = await deliveries.outcome();
  } catch (fault) {
    outcome = 'failed';
    // A Ctrl-C also ends git, which then fails. The real reason is the interruption.
    const reason: unknown = interrupt.signal.aborted ? interrupt.signal.reason : fault;
    error = reason instanceof Error ? reason.message : String(reason);
  } finally {
    forget();
    await Promise.all([...looks, look()]);
    await rehearsal.end(outcome, error);
    try {
      const token = console ? [console.address.token] : [];
      await runFile?.write(feed, [...secretValues(process.env), ...token]);
    } finally {
      await console?.stop();
      process.off('exit', forget);
      release();
    }
  }
  return outcome;
}

/** Loaded only for `--save`. In a dynamic import, TypeScript needs the extension. */
async function redact(run: SavedRun, known: readonly string[]): Promise<SavedRun> {
  const { redacted } = await import('../console/saved-run/redact.js');
  return redacted(run, known);
}

/** The terminal sends a Ctrl-C to all processes, and npm sends it once more. */
const SAME_SIGNAL_MS = 1_000;

/** The first signal ends the rehearsal in order. A later one ends it at once. */
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
