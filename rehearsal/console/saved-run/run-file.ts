import { createHash } from 'node:crypto';
import { renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { clientBundle } from '../server/bundle';
import { collectMails } from '../server/event-stream';
import type { Feed } from '../events/feed';
import { mailSource } from '../cloud/mail-source';
import { readLogPart } from '../server/log-file';
import { pageOf } from '../server/page';
import { objectAddress, objectPath } from '../cloud/object-address';
import { SAVED_RUN, type SavedLog, type SavedRun } from './saved-run';
import type { ConsoleSources } from '../cloud/sources';

/** Bytes of each log's end: the file must be small enough for a pull request. */
const LONGEST_LOG = 1_048_576;

/** The page cannot be written there. */
export class NoPlaceToSave extends Error {
  readonly code = 'NO_PLACE_TO_SAVE';
  constructor(path: string, why: string) {
    super(`--save ${path}: ${why}`);
    this.name = 'NoPlaceToSave';
  }
}

/** Saves a rehearsal as one page that needs no server and no network. */
export class RunFile {
  readonly #path: string;
  #looking: Promise<void> = Promise.resolve();
  #looked: Pick<SavedRun, 'objects' | 'environments' | 'submissions' | 'permissions'> = {
    objects: {},
    environments: [],
    submissions: [],
    permissions: { callers: [], releases: [] },
  };

  /**
   * @param redact returns a copy without secrets: known ones, and those that it finds
   * @throws {NoPlaceToSave} before anything is started
   */
  constructor(
    path: string,
    folder: string,
    private readonly redact: (run: SavedRun, known: readonly string[]) => Promise<SavedRun>,
  ) {
    this.#path = resolve(folder, path);
    const parent = dirname(this.#path);
    if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory()) {
      throw new NoPlaceToSave(path, `there is no folder ${parent}. Make it first.`);
    }
    if (statSync(this.#path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new NoPlaceToSave(path, 'this is a folder. Give the name of a file.');
    }
    void clientBundle();
  }

  /** Reads what only the emulator has, before it ends. One after the other, so that the newest counts. */
  look(feed: Feed, sources: ConsoleSources): Promise<void> {
    const look = this.#looking.then(() => this.#look(feed, sources));
    this.#looking = look.catch(() => undefined);
    return look;
  }

  async #look(feed: Feed, sources: ConsoleSources): Promise<void> {
    await collectMails(feed, sources);
    const objects = await Promise.all(
      feed.state.approvals.map(async ({ request: { reviewUrl } }) => {
        const path = objectPath(reviewUrl ?? '');
        const address = path && objectAddress(new URL(path, reviewUrl));
        const found = address && (await sources.object(address, feed.state));
        return path && found ? [[path, found.body.toString('utf8')] as const] : [];
      }),
    );
    this.#looked = {
      objects: Object.fromEntries(objects.flat()),
      environments: await sources.environments(),
      submissions: await sources.submissions(),
      permissions: await sources.permissions(feed.state),
    };
  }

  /** @param secrets known secrets. They and found ones must not be in the file */
  async write(feed: Feed, secrets: readonly string[]): Promise<void> {
    const { report } = feed.state;
    const actions = (report?.executions ?? []).flatMap(({ stages }) =>
      stages.flatMap((stage) => stage.actions),
    );
    const paths = [...(report?.preparations ?? []), ...actions].flatMap((one) => one.logPath ?? []);
    const logs = await Promise.all([...new Set(paths)].map(savedLog));
    const run: SavedRun = { events: feed.events, logs, mailSources: {}, ...this.#looked };
    const redacted = await this.redact(run, secrets);
    // Composed of what is clean: nobody finds a secret in an encoded text.
    const mailSources = await sourcesOf(redacted.events);
    const page = await savedPage({ ...redacted, mailSources });
    const draft = `${this.#path}.${process.pid}`;
    writeFileSync(draft, page);
    renameSync(draft, this.#path);
  }
}

async function sourcesOf(events: SavedRun['events']): Promise<SavedRun['mailSources']> {
  const mails = events.flatMap((event) => (event.type === 'mail-sent' ? [event.mail] : []));
  const sources = mails.map(async (mail) => [mail.messageId, await mailSource(mail)] as const);
  return Object.fromEntries(await Promise.all(sources));
}

async function savedLog(path: string): Promise<SavedLog> {
  let text = '';
  let part = await readLogPart(path, 0, true, LONGEST_LOG);
  const { skipped } = part;
  for (; ; part = await readLogPart(path, part.next, true, LONGEST_LOG)) {
    text += part.text;
    if (!part.more) return { path, text, skipped };
  }
}

/** The page's policy allows only the program with this hash. The rest of the file is data. */
async function savedPage(run: SavedRun): Promise<string> {
  const { script, style } = await clientBundle();
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    // The frames of mails and of releases have this policy, too, and styles of their own.
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // It cannot contain an end tag: each `<` is escaped in the JSON.
  const data = JSON.stringify(run).replaceAll('<', '\\u003c');
  return pageOf(
    `<meta http-equiv="Content-Security-Policy" content="${policy}">\n<style>${style}</style>`,
    `<div id="app"></div>\n<noscript>This page needs JavaScript.</noscript>
<script type="application/json" id="${SAVED_RUN}">${data}</script>
<script>${script}</script>`,
  );
}
