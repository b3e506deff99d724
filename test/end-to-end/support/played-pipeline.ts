import { join } from 'node:path';
import type { ApprovalRequest } from '../../../rehearsal/actions/approval-request';
import { Cloud } from '../../../rehearsal/emulator/cloud';
import type { Emulator } from '../../../rehearsal/emulator/emulator';
import type { Emit } from '../../../rehearsal/events';
import { nodeBinary, venvPython, workspaceRoot } from '../../../rehearsal/paths';
import { deployedPipeline } from '../../../rehearsal/plan/deployed-pipeline';
import { childEnvironment } from '../../../rehearsal/processes/child-environment';
import { Processes } from '../../../rehearsal/processes/processes';
import { makeRunner, type Delivering } from '../../../rehearsal/runner/delivery';
import { timeLimits } from '../../../rehearsal/runner/time-limits';
import { REGION, TOOLS } from '../../emulator/support/running-emulator';
import { Workspace } from '../../../rehearsal/workspace/workspace';

/** Where `waypost deploy` puts it. */
const PIPELINE = { stack: 'waypost-pipeline', account: TOOLS, region: REGION };

type Event = Parameters<Emit>[0];
type Approve = (request: ApprovalRequest) => Promise<void>;

/** CodePipeline and the provider of the repository, for a pipeline that somebody deploys by hand. */
export class PlayedPipeline {
  readonly #processes = new Processes();
  readonly #end = new AbortController();
  #events: Event[] = [];
  #runner: Delivering | undefined;

  private constructor(private readonly workspace: Workspace) {}

  /**
   * @param repository the owner's clone
   * @param approve resolves when the owner approves
   */
  static async of(
    emulator: Emulator,
    repository: string,
    approve: Approve,
  ): Promise<PlayedPipeline> {
    const pipeline = new PlayedPipeline(await Workspace.make(repository, new Date()));
    await pipeline.#prepare(emulator, approve);
    return pipeline;
  }

  async #prepare(emulator: Emulator, approve: Approve): Promise<void> {
    const { workspace } = this;
    this.#runner = makeRunner({
      cloud: new Cloud(emulator),
      workspace,
      environment: await childEnvironment({
        root: workspace.root,
        home: workspace.home,
        node: nodeBinary,
        npmCache: join(workspaceRoot, 'npm-cache'),
        pipCache: join(workspaceRoot, 'pip-cache'),
        python: venvPython,
      }),
      definition: () => deployedPipeline(PIPELINE, emulator),
      processes: this.#processes,
      approve: async (request) => {
        await approve(request);
        return { approved: true };
      },
      sleep: () => new Promise(() => undefined),
      limits: timeLimits(),
      console: undefined,
      emit: (event) => {
        this.#events.push(event);
      },
      signal: this.#end.signal,
    });
  }

  /** Address of the repository at the provider. */
  get origin(): string {
    return this.workspace.origin;
  }

  /** What a push does. @returns how it came out, and each action with its outcome */
  async deliver(commit: string) {
    this.#events = [];
    const delivery = await this.#runner?.deliver(commit, 'push');
    const actions = this.#events.flatMap((event) =>
      event.type === 'action-ended'
        ? [`${event.stage}.${event.action} ${event.status} ${event.error ?? ''}`.trim()]
        : [],
    );
    return { outcome: delivery?.outcome, actions };
  }

  async end(): Promise<void> {
    this.#end.abort(new Error('The test has ended'));
    await this.#processes.stop();
    await this.workspace.remove();
  }
}
