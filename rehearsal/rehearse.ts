import { join } from 'node:path';
import type { RehearsedApp, AppSource, RunPreparationStep } from './app';
import { unlessAborted } from './runner/abort';
import type { ActionHost } from './actions/host';
import { expectKnownTypes } from './cdk-app/known-types';
import { childEnvironment, withTools } from './processes/child-environment';
import { cleanUp } from './workspace/clean-up';
import { Cloud } from './emulator/cloud';
import { makeRunner } from './runner/delivery';
import { deployedPipeline } from './plan/deployed-pipeline';
import { startEmulator, type Emulator } from './emulator/emulator';
import { causeOf, EmulatorGone } from './emulator/emulator-gone';
import type { Emit, Outcome, RehearsalEvent, Trigger } from './events';
import { originsOf, type ConsoleAddress } from './console/server/address';
import { ConsoleState } from './console/events/state';
import { cloudSources, type ConsoleSources } from './console/cloud/sources';
import { nodeBinary, nodeModules, venvPython, workspaceRoot } from './paths';
import {
  bootstrapAccounts,
  deployPipeline,
  runStep,
  stepLog,
  type PreparationContext,
} from './workspace/preparation';
import { deliverEarlier } from './upgrade/first-delivery';
import { deployWhatIsDeployed } from './upgrade/deployed-environment';
import { findFrom } from './upgrade/from';
import { Keeping } from './workspace/keeping';
import { openOtherSources } from './workspace/other-sources';
import { PreparedRehearsal } from './prepared-rehearsal';
import { Processes } from './processes/processes';
import { sleep, type Sleep } from './runner/sleep';
import { timeLimits, type TimeLimits } from './runner/time-limits';
import { findCandidate, Workspace, type Candidate } from './workspace/workspace';

export interface RehearsalOptions {
  /** A folder in the owner's repository. */
  readonly folder: string;
  /** Rehearse the present files instead of the commit. */
  readonly workingTree: boolean;
  readonly approve: ActionHost['approve'];
  /** The repository's app. */
  readonly source: AppSource;
  /** The start of an upgrade: a commit by any name, or an environment of the app. */
  readonly from?: string;
  /** Keep the cloud, and continue a kept one. */
  readonly keep?: boolean;
  /** Source action -> folder of a repository that stands for it. */
  readonly otherSources?: Readonly<Record<string, string>>;
  /** Deploy resource types that AWS has and the emulator lacks as records. */
  readonly recordUnknown?: boolean;
  /** Factor for every time limit. */
  readonly patience?: number;
  /** Waits for the end of an approval's time. A test may end it at once. */
  readonly sleep?: Sleep;
  /** Share of the pipeline's events that arrive twice. Default: none. */
  readonly eventsTwice?: number;
  readonly report: (event: RehearsalEvent) => void;
  /** Aborting ends the rehearsal at any point. */
  readonly signal: AbortSignal;
}

/**
 * One rehearsal: an emulated cloud in which a repository's pipeline is deployed and takes commits.
 * `prepare` deploys the pipeline, and returns what takes the commits.
 */
export class Rehearsal {
  readonly candidate: Candidate;
  readonly #processes = new Processes();
  readonly #abort = new AbortController();
  readonly #emit: Emit;
  readonly #state = new ConsoleState();
  readonly #limits: TimeLimits;
  #workspace: Workspace | undefined;
  #emulator: Emulator | undefined;
  #sources: ConsoleSources | undefined;
  #ended = false;

  private constructor(
    private readonly options: RehearsalOptions,
    candidate: Candidate,
    private readonly kept: Keeping | undefined,
  ) {
    this.candidate = candidate;
    this.#limits = timeLimits(options.patience);
    this.#emit = (event) => {
      const told = { ...event, at: new Date().toISOString() };
      this.#state.add(told);
      options.report(told);
    };
    const abort = () => {
      this.#fail(options.signal.reason);
    };
    if (options.signal.aborted) abort();
    else options.signal.addEventListener('abort', abort, { once: true });
  }

  /**
   * Checks only the repository.
   * @throws {WorkspaceError} if it cannot be rehearsed
   * @throws {KeptCloudUnfit | KeptCloudInUse} if the kept cloud cannot be continued
   */
  static async of(options: RehearsalOptions): Promise<Rehearsal> {
    const candidate = await findCandidate(options.folder, options.workingTree);
    const kept = options.keep ? await Keeping.of(candidate, options.from !== undefined) : undefined;
    return new Rehearsal(options, candidate, kept);
  }

  /** Aborted when the rehearsal ends, with the reason. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The console's sources. Set when the emulator is up. */
  get sources(): ConsoleSources | undefined {
    return this.#sources;
  }

  /**
   * Does everything up to the deployed pipeline: emulator, bootstrap, first deployment.
   * @param console address of the console in place of AWS's, if there is one
   */
  async prepare(console?: ConsoleAddress): Promise<PreparedRehearsal> {
    try {
      return await this.#prepare(console);
    } catch (fault) {
      // Any call in here may be the first that an ended emulator does not answer.
      throw await causeOf(fault, this.signal, this.#emulator);
    }
  }

  async #prepare(console?: ConsoleAddress): Promise<PreparedRehearsal> {
    const { repository, commit, uncommitted } = this.candidate;
    this.#emit({ type: 'rehearsal-started', repository, commit });
    if (uncommitted.length > 0) {
      const files = uncommitted.slice(0, 5).join(', ') + (uncommitted.length > 5 ? ', ...' : '');
      const message = `not included, because not committed: ${files} (--working-tree includes them)`;
      this.#emit({ type: 'noticed', message });
    }
    const otherSources = await openOtherSources(this.options.otherSources ?? {});
    const workspace = await Workspace.make(repository, new Date());
    this.#workspace = workspace;
    this.signal.throwIfAborted();
    const starting = this.#step('emulator', workspace.emulatorLog, () =>
      workspace.during(this.#startEmulator(workspace)),
    );
    const [{ app, run, commands, environment, from }, emulator] = await Promise.all([
      workspace.during(this.#checkOut(workspace, starting)),
      starting,
    ]);
    const views = (['submissions', 'pages'] as const).filter((view) => app[view]);
    this.#emit({ type: 'app-opened', views });
    for (const message of app.notices ?? []) this.notice(message);
    if (console) await emulator.admitFrames(originsOf(console));
    const cloud = new Cloud(emulator, this.#limits.request);
    await expectKnownTypes(app.synthesized ?? [], cloud);
    const sources = cloudSources(cloud, app);
    this.#sources = sources;
    const preparation: PreparationContext = { ...commands, emulator };
    const definition = () => deployedPipeline(app.pipeline, emulator);
    /** Whether another commit or environment is being delivered before the rehearsed commit. */
    let first = from !== undefined;
    const runner = makeRunner({
      cloud,
      workspace,
      environment,
      definition,
      otherSources,
      processes: this.#processes,
      approve: (request, signal) =>
        first ? Promise.resolve({ approved: true }) : this.options.approve(request, signal),
      eventsTwice: this.options.eventsTwice,
      sleep: this.options.sleep ?? sleep,
      limits: this.#limits,
      emit: this.#emit,
      console,
      ...(app.noticeOfUpdate && { noticeOfUpdate: app.noticeOfUpdate }),
      signal: this.signal,
    });
    let trigger: Trigger = 'start';
    const goesOn = await this.kept?.goesOn(emulator, app);
    if (goesOn) {
      await workspace.publish(commit, app.branch);
      this.notice(goesOn.notice);
      if (!goesOn.bootstrapped) {
        await bootstrapAccounts(app, workspace.checkout, preparation);
      }
    } else if (from && 'commit' in from) {
      trigger = await deliverEarlier(from, {
        candidate: this.candidate,
        source: this.options.source,
        run,
        app,
        preparation,
        definition,
        deliver: (earlier) => unlessAborted(runner.deliver(earlier, 'start'), this.signal),
        emit: this.#emit,
        signal: this.signal,
      });
    } else {
      await workspace.publish(commit, app.branch);
      await bootstrapAccounts(app, workspace.checkout, preparation);
      await deployPipeline(app, workspace.checkout, preparation);
    }
    if (from && 'reader' in from) {
      const { environment: real, reader } = from;
      await deployWhatIsDeployed({
        ...{ cloud, definition, environment: real, preparation, reader },
        limits: this.#limits,
        emit: this.#emit,
        signal: this.signal,
      });
    }
    first = false;
    this.kept?.prepared();
    return new PreparedRehearsal({
      cloud,
      workspace,
      app,
      definition,
      runner,
      trigger,
      emit: this.#emit,
      permissions: () => sources.permissions(this.#state),
      signal: this.signal,
    });
  }

  notice(message: string): void {
    this.#emit({ type: 'noticed', message });
  }

  /** Ends everything that the rehearsal started. Resolves when nothing of it is left. */
  async end(outcome: Outcome, error?: string): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#abort.abort(new Error('The rehearsal has ended'));
    const tell = (message: string) => {
      this.notice(message);
    };
    await cleanUp([() => this.#processes.stop(), () => this.#keepOrStop()], tell);
    await cleanUp([() => this.#workspace?.remove()], tell);
    this.#emit({ type: 'rehearsal-ended', outcome, ...(error !== undefined && { error }) });
  }

  async #keepOrStop(): Promise<void> {
    await this.kept?.end((message) => {
      this.notice(message);
    });
    await this.#emulator?.stop();
  }

  /** Kills everything that was started, for the end of our own process. */
  kill(): void {
    this.#processes.kill();
    void this.#emulator?.stop();
  }

  /** Checks out the commit. Returns its app, and what its commands work with. */
  async #checkOut(workspace: Workspace, emulator: Promise<Emulator>) {
    const { source } = this.options;
    await workspace.makeCheckout(this.candidate.commit);
    await workspace.linkPackages(source.packages);
    const environment = await childEnvironment({
      root: workspace.root,
      home: workspace.home,
      node: nodeBinary,
      npmCache: join(workspaceRoot, 'npm-cache'),
      pipCache: join(workspaceRoot, 'pip-cache'),
      python: venvPython,
    });
    const commands: Omit<PreparationContext, 'emulator'> = {
      workspace,
      environment: withTools(environment, source.tools),
      processes: this.#processes,
      limits: this.#limits,
      step: (name, logPath, work) => this.#step(name, logPath, work),
    };
    const run: RunPreparationStep = async (step, folder) => {
      const logFile = stepLog(workspace, workspace.checkout, step.name);
      await runStep(step, folder, logFile, { ...commands, emulator: await emulator });
    };
    const app = await source.open(workspace.checkout, run);
    return { app, run, commands, environment, from: await this.#findFrom(app) };
  }

  /** Opens the environment at once: without credentials, the user need not wait for the rest. */
  async #findFrom(app: RehearsedApp) {
    const { from: name } = this.options;
    if (name === undefined) return undefined;
    const from = await findFrom(name, this.candidate.repository, app);
    if ('commit' in from) return from;
    if (!app.openEnvironment) throw new Error('--from: no environment can be read here');
    if (from.hidesCommit) {
      const message = `--from: ${name} is the environment; the branch or tag is refs/heads/${name} or refs/tags/${name}`;
      this.notice(message);
    }
    return { ...from, reader: await app.openEnvironment(from.environment) };
  }

  async #startEmulator(workspace: Workspace): Promise<Emulator> {
    const settings = {
      directory: join(workspace.root, 'emulator'),
      logFile: workspace.emulatorLog,
      python: venvPython,
      node: nodeBinary,
      nodePath: nodeModules,
      recordUnknown: this.options.recordUnknown ?? false,
      limits: this.#limits,
      signal: this.signal,
    };
    const emulator = await (this.kept?.start(settings) ?? startEmulator(settings));
    this.#emulator = emulator;
    void emulator.exited.then(({ code, signal }) => {
      if (!this.signal.aborted)
        this.#fail(new EmulatorGone(emulator, signal ?? `code ${code ?? 0}`));
    });
    return emulator;
  }

  async #step<T>(name: string, logPath: string, run: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    this.#emit({ type: 'preparation-started', name, logPath });
    try {
      const result = await unlessAborted(run(), this.signal);
      this.#emit({ type: 'preparation-ended', name, status: 'succeeded' });
      return result;
    } catch (fault) {
      const reason = await causeOf(fault, this.signal, this.#emulator);
      if (this.signal.aborted) this.#emit({ type: 'preparation-ended', name, status: 'stopped' });
      else {
        const error = reason instanceof Error ? reason.message : String(reason);
        this.#emit({ type: 'preparation-ended', name, status: 'failed', error });
      }
      throw reason;
    }
  }

  #fail(reason: unknown): void {
    this.#abort.abort(reason);
    void this.#processes.stop();
  }
}
