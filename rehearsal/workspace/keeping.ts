import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/emulator';
import { EmulatorFailed, PortTaken } from '../emulator/errors';
import type { RehearsedApp } from '../app';
import { isIn } from '../plan/deployed-pipeline';
import { bootstrapsAlike } from '../upgrade/earlier-commit';
import { cleaning, KeptCloud, KeptCloudUnfit } from './kept-cloud';
import type { Candidate } from './workspace';

/** Continues the cloud that an earlier rehearsal kept, if there is one, and keeps it again. */
export class Keeping {
  /** Commit for which the accounts are bootstrapped; unset before there is something to keep. */
  #commit: string | undefined;
  #start: Promise<Emulator> | undefined;

  private constructor(
    private readonly candidate: Candidate,
    private readonly cloud: KeptCloud,
  ) {
    this.#commit = cloud.record?.commit;
  }

  /**
   * Looks at the kept cloud, and changes nothing.
   * @param startsAnew whether another commit is delivered first (`--from`)
   * @throws {KeptCloudUnfit}
   */
  static async of(candidate: Candidate, startsAnew: boolean): Promise<Keeping> {
    const cloud = await KeptCloud.find(candidate.repository);
    if (startsAnew && cloud.record) {
      throw new KeptCloudUnfit(
        `--from begins with an empty cloud, but there is one in ${cloud.folder}.`,
        candidate.repository,
      );
    }
    return new Keeping(candidate, cloud);
  }

  /** @throws {KeptCloudUnfit} if the kept cloud does not start. It stays as it is */
  start(options: EmulatorOptions): Promise<Emulator> {
    return (this.#start = this.#startIn(options));
  }

  async #startIn(options: EmulatorOptions): Promise<Emulator> {
    const { folder, record } = this.cloud;
    await this.cloud.take();
    try {
      const port = record?.port;
      const kept = { folder, ...(port !== undefined && { port }) };
      const emulator = await startEmulator({ ...options, kept });
      await this.cloud.open();
      return emulator;
    } catch (cause) {
      if (!record) {
        await this.cloud.discard();
        throw cause;
      }
      await this.cloud.release();
      if (!(cause instanceof EmulatorFailed)) throw cause;
      const why =
        cause instanceof PortTaken
          ? `${cause.message}. End that program, or remove the cloud.`
          : `the cloud in ${folder} does not come up. ${cause.message}\n`;
      throw new KeptCloudUnfit(why, this.candidate.repository, { cause });
    }
  }

  /** How the rehearsal continues; `undefined` if it begins anew, because no pipeline is deployed yet. */
  async goesOn(
    emulator: Emulator,
    { pipeline, bootstrapSources }: Pick<RehearsedApp, 'pipeline' | 'bootstrapSources'>,
  ): Promise<{ readonly notice: string; readonly bootstrapped: boolean } | undefined> {
    const commit = this.cloud.record?.commit;
    if (commit === undefined) return undefined;
    if (!(await emulator.pipelines()).some((one) => isIn(one, pipeline))) return undefined;
    const { repository, commit: next } = this.candidate;
    const bootstrapped = await bootstrapsAlike(repository, commit, next, bootstrapSources);
    const accounts = bootstrapped
      ? 'no account is bootstrapped again'
      : `accounts are bootstrapped again, because that needs more than ${commit.slice(0, 10)}`;
    return { notice: `goes on with the cloud that was kept; ${accounts}`, bootstrapped };
  }

  /** Notes that there is now something to keep. */
  prepared(): void {
    this.#commit = this.candidate.commit;
  }

  /**
   * Ends the emulator, and keeps the cloud if it can be continued.
   * @param tell takes notices about it
   */
  async end(tell: (message: string) => void): Promise<void> {
    const emulator = await this.#start?.catch(() => undefined);
    if (!emulator) return;
    try {
      await this.#keep(emulator, tell);
    } finally {
      await emulator.stop();
    }
  }

  async #keep(emulator: Emulator, tell: (message: string) => void): Promise<void> {
    const commit = this.#commit;
    if (commit === undefined) {
      await emulator.stop();
      await this.cloud.discard();
      return;
    }
    try {
      tell('the cloud is being written; another Ctrl-C would lose it');
      await emulator.keep();
    } catch (fault) {
      await emulator.stop();
      await this.cloud.discard();
      const reason = fault instanceof Error ? fault.message : String(fault);
      tell(`the cloud is not kept, and the next start makes a new one: ${reason}`);
      return;
    }
    await emulator.stop();
    await this.cloud.close({ port: Number(new URL(emulator.endpoint).port), commit });
    tell(
      `the cloud is kept in ${this.cloud.folder}: a start with --keep goes on with it, \`${cleaning(this.candidate.repository)}\` removes it`,
    );
  }
}
