import type { Logger } from '../../shared/logger';
import { OWNER_ROUTES } from '../contract';
import { eraseAddress } from '../erase';
import { eraseLines } from '../erase-lines';
import { exported } from '../export';
import type { ExportFormat } from '../export-formats';
import { notes } from '../notes';
import type { SubmissionStores, SubmissionTable } from '../ports';
import { selectSubmissions } from '../select';
import { markSpam, release, UnreadableSubmission } from '../spam';
import { isExpired, type StoredSubmission } from '../stored-submission';
import type { HttpResponse } from '../../shared/http-response';
import { answer, json, refused } from './answers';
import type { OwnerRequest } from './owner-request';
import { addressOf, flagOf, formatOf, noteOf, selectionOf } from './read-fields';

export interface OwnerPorts {
  readonly stores: SubmissionStores;
  readonly now: () => Date;
  readonly environment: string;
  readonly region: string;
  readonly recoveryDays: number;
  readonly backupDays: number;
}

/**
 * What a person may do. Each line of the log names the person and the submission, and is written before
 * the answer: nothing is shown or changed without it.
 */
export type OwnerAction = (
  request: OwnerRequest,
  ports: OwnerPorts,
  log: Logger,
) => Promise<HttpResponse>;

/** More rows are no help on a screen: the page asks for a narrower search. */
export const MOST_ROWS = 200;
/**
 * Bytes. Lambda answers with at most 6 MB, and counts the body as JSON, which is longer.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const LARGEST_EXPORT = 5_000_000;

const MISSING = refused(404, 'There is no such message. It may have expired or been erased.');

export const OWNER_ACTIONS: Readonly<Record<string, OwnerAction>> = {
  [OWNER_ROUTES.list]: async ({ query }, { stores, now }, log) => {
    const found = await selectSubmissions(await stores.table(), selectionOf(query), now());
    const rows = found.slice(0, MOST_ROWS);
    log.info('submissions.listed', { count: rows.length });
    return json(200, { total: found.length, submissions: rows.map(rowOf) });
  },

  [OWNER_ROUTES.show]: async ({ id }, { stores, now }, log) => {
    const found = await (await stores.table()).find(id);
    if (found === undefined || isExpired(found, now())) return MISSING;
    log.info('submission.read', { submissionId: found.id });
    return shown(found);
  },

  [OWNER_ROUTES.handle]: async ({ id, body }, { stores, now }, log) => {
    const handled = flagOf(body, 'handled');
    const note = noteOf(body);
    const time = now();
    const marking = {
      handledAt: handled ? time.toISOString() : undefined,
      ...(note !== undefined && { note }),
    };
    const changed = await (await stores.table()).mark(id, marking, time);
    if (changed === undefined) return MISSING;
    const { id: submissionId } = changed;
    log.info(handled ? 'submission.handled' : 'submission.reopened', { submissionId });
    return shown(changed);
  },

  [OWNER_ROUTES.spam]: ({ id, body }, ports, log) =>
    flagOf(body, 'spam') ? spam(id, ports, log) : noSpam(id, ports, log),

  [OWNER_ROUTES.export]: async ({ query }, { stores, now }, log) => {
    const format = formatOf(query);
    const found = await selectSubmissions(await stores.table(), selectionOf(query), now());
    const text = exported(format, found);
    if (Buffer.byteLength(JSON.stringify(text)) > LARGEST_EXPORT) {
      return refused(
        413,
        'That is more than this page can export at once. Choose a later day or one form, or use `npx waypost submissions export`.',
      );
    }
    for (const { id } of found) log.info('submission.exported', { submissionId: id });
    return answer(200, EXPORT_TYPES[format], text);
  },

  [OWNER_ROUTES.erase]: async ({ body }, ports, log) => {
    const email = addressOf(body);
    const { environment, region, recoveryDays, backupDays } = ports;
    log.info('erasure.started');
    const table = audited(await ports.stores.table(), log);
    const stores = { ...ports.stores, table: () => Promise.resolve(table) };
    const erasure = await eraseAddress(email, stores, ports.now);
    log.info('erasure.ended', { count: erasure.erased.submissions.length });
    const outOfReach = { ...erasure.outOfReach, recoveryDays, backupDays };
    return json(200, {
      report: eraseLines({ environment, region, email, ...erasure, outOfReach }),
    });
  },
};

const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
};

async function spam(id: string, { stores, now }: OwnerPorts, log: Logger): Promise<HttpResponse> {
  const result = await markSpam(id, await stores.table(), now());
  if (result.kind === 'missing') return MISSING;
  const { kind, found } = result;
  if (kind === 'refused') {
    return refused(
      409,
      `Only mailed messages can be marked as spam. This one has the status "${found.status}".`,
    );
  }
  log.info('submission.marked-spam', { submissionId: found.id });
  return shown(found);
}

async function noSpam(id: string, { stores, now }: OwnerPorts, log: Logger): Promise<HttpResponse> {
  try {
    const result = await release(id, stores, now());
    if (result.kind === 'missing') return MISSING;
    const { kind, found } = result;
    if (kind === 'refused') {
      return refused(
        409,
        `This message is no spam, and needs no release: it has the status "${found.status}".`,
      );
    }
    log.info('submission.released', { submissionId: found.id, outcome: kind });
    return shown(found, { released: kind });
  } catch (error) {
    if (!(error instanceof UnreadableSubmission)) throw error;
    return refused(409, 'This message cannot be mailed: its record is not as Waypost writes it.');
  }
}

function shown(submission: StoredSubmission, more: object = {}): HttpResponse {
  return json(200, { submission: { ...submission, notes: notes(submission) }, ...more });
}

/** What the list shows. */
function rowOf(submission: StoredSubmission) {
  const { id, receivedAt, form, status, handledAt, values } = submission;
  const { name, email } = values;
  return { id, receivedAt, form, status, handledAt, notes: notes(submission), name, email };
}

/** The same table, which says what is removed, one by one: an erasure may be interrupted. */
function audited(table: SubmissionTable, log: Logger): SubmissionTable {
  return {
    ...table,
    async remove(id) {
      log.info('submission.erased', { submissionId: id });
      await table.remove(id);
    },
  };
}
