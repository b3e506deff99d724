import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonOf } from '../json-of';
import { emulatorPackageRoot, emulatorRequirements, repositoryRoot } from '../paths';
import { removeFolder } from './remove-folder';
import { isAlive } from './sweep';
import { shellQuoted } from '../processes/shell-quoted';

/** The kept cloud cannot be continued. The message says what to do. */
export class KeptCloudUnfit extends Error {
  readonly code = 'KEPT_CLOUD_UNFIT';
  constructor(why: string, repository: string, options?: ErrorOptions) {
    super(
      `--keep: ${why} Run \`${cleaning(repository)}\` to remove it, then start with --keep for a new one.`,
      options,
    );
    this.name = 'KeptCloudUnfit';
  }
}

/** Another rehearsal is changing the kept cloud. The message says what to do. */
class KeptCloudInUse extends Error {
  readonly code = 'KEPT_CLOUD_IN_USE';
  constructor(pid: number, repository: string) {
    super(
      `--keep: another rehearsal (process ${pid}) uses the kept cloud. End it, or start without --keep. ` +
        `If process ${pid} is no rehearsal, run \`${cleaning(repository)}\` to remove the cloud.`,
    );
    this.name = 'KeptCloudInUse';
  }
}

/** The command that removes what rehearsals of a repository have left. */
export function cleaning(repository: string): string {
  const app = /\s/.test(repository) ? shellQuoted(repository) : repository;
  return repository === repositoryRoot ? 'npx waypost clean' : `npx waypost clean --app ${app}`;
}

/** This file exists only while the other files are as the end of a rehearsal wrote them. */
const RECORD = 'kept.json';
/** This file has the process id of the rehearsal that is changing the cloud. */
const IN_USE = 'in-use';

const recordSchema = z.strictObject({
  /** Digest of the emulator and its extensions: another version may read the files differently. */
  emulator: z.string(),
  /** Port in the cloud's addresses. */
  port: z.int().positive(),
  /** Commit for which the accounts are bootstrapped. */
  commit: z.string(),
});
type KeptRecord = z.infer<typeof recordSchema>;

/** The folder in which a cloud is kept from one start to the next. */
export class KeptCloud {
  private constructor(
    readonly repository: string,
    readonly folder: string,
    /** Record of the kept cloud; `undefined` if there is none. */
    readonly record: KeptRecord | undefined,
  ) {}

  /** Looks at the folder, and changes nothing. @throws {KeptCloudUnfit | KeptCloudInUse} */
  static async find(repository: string): Promise<KeptCloud> {
    const folder = join(repository, '.waypost', 'cloud');
    if (!existsSync(folder)) return new KeptCloud(repository, folder, undefined);
    expectUnused(folder, repository);
    let text: string;
    try {
      text = await readFile(join(folder, RECORD), 'utf8');
    } catch (cause) {
      throw new KeptCloudUnfit(
        `the cloud in ${folder} was not written to its end: the rehearsal that used it was killed.`,
        repository,
        { cause },
      );
    }
    const record = recordSchema.safeParse(jsonOf(text)).data;
    if (!record) throw new KeptCloudUnfit(`${join(folder, RECORD)} cannot be read.`, repository);
    if (record.emulator !== (await emulatorDigest())) {
      throw new KeptCloudUnfit(
        `the cloud in ${folder} was kept by another version of the emulator.`,
        repository,
      );
    }
    return new KeptCloud(repository, folder, record);
  }

  /** Takes the cloud for this process only. @throws {KeptCloudInUse} if another process was faster */
  async take(): Promise<void> {
    // It holds keys, sessions and mails, as the run's own folder does, which is closed to other users, too.
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    expectUnused(this.folder, this.repository);
    // If it exists, it belongs to a rehearsal that was killed.
    await rm(join(this.folder, IN_USE), { force: true });
    await writeFile(join(this.folder, IN_USE), String(process.pid), { flag: 'wx' });
  }

  /** From now on, the record is no longer true. */
  async open(): Promise<void> {
    await rm(join(this.folder, RECORD), { force: true });
  }

  /** Notes that the whole cloud is in the folder. */
  async close(record: Omit<KeptRecord, 'emulator'>): Promise<void> {
    const whole: KeptRecord = { emulator: await emulatorDigest(), ...record };
    await writeFile(join(this.folder, RECORD), `${JSON.stringify(whole)}\n`);
    await this.release();
  }

  async release(): Promise<void> {
    await rm(join(this.folder, IN_USE), { force: true });
  }

  /** Notes that there is no cloud to continue. */
  async discard(): Promise<void> {
    await removeFolder(this.folder);
  }
}

function expectUnused(folder: string, repository: string): void {
  const user = pidIn(join(folder, IN_USE));
  if (user !== undefined && isAlive(user)) throw new KeptCloudInUse(user, repository);
}

function pidIn(file: string): number | undefined {
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  return pid > 0 ? pid : undefined;
}

async function emulatorDigest(): Promise<string> {
  const launcher = join(emulatorPackageRoot, 'launcher');
  const names = (await readdir(launcher, { recursive: true })).filter((name) =>
    name.endsWith('.py'),
  );
  const files = [emulatorRequirements, ...names.sort().map((name) => join(launcher, name))];
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file)).update('\0');
  return hash.digest('hex');
}
