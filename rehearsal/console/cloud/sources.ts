import type { RehearsedApp } from '../../app';
import { accountCredentials, type Cloud } from '../../emulator/cloud';
import type { Endpoint } from '../../emulator/coverage';
import type { SentMail } from '../../emulator/inventory';
import type { ConsoleState } from '../events/state';
import { environmentViews } from './environment-views';
import { checkLink } from './links';
import type { ObjectAddress } from './object-address';
import { readObject, type StoredObject } from './s3-object';
import { callerViews } from './permission-views';
import type { Seen } from '../../seen';
import type { EnvironmentView, LinkView, PermissionUse, SubmissionView } from './views';

/** What the console can read in the emulated cloud. Everything is looked up when it is asked for. */
export interface ConsoleSources {
  /** Oldest first. */
  mails(): Promise<readonly SentMail[]>;
  /**
   * An object of S3; `undefined` if it does not exist.
   * @param run says what a release's page was delivered to meanwhile
   */
  object(
    address: ObjectAddress,
    run: Pick<ConsoleState, 'report'>,
  ): Promise<StoredObject | undefined>;
  environments(): Promise<readonly EnvironmentView[]>;
  submissions(): Promise<readonly SubmissionView[]>;
  /** Delivered pages that the console shows in a frame. */
  pages(): Promise<readonly Endpoint[]>;
  checkLink(url: string): Promise<LinkView>;
  /** @param run its actions tell callers apart, and its approvals name the releases */
  permissions(run: Pick<ConsoleState, 'report' | 'approvals'>): Promise<PermissionUse>;
}

/** Reads the emulator as the root user of each account. */
export function cloudSources(
  cloud: Cloud,
  app: Pick<RehearsedApp, 'pipeline' | 'environments' | 'submissions' | 'pages' | 'releaseGrants'>,
): ConsoleSources {
  const { emulator } = cloud;
  const read = (address: ObjectAddress) =>
    readObject(address, cloud, accountCredentials(app.pipeline.account));
  const look = async ({ report }: Pick<ConsoleState, 'report'>): Promise<Seen> => {
    const [calls, resources] = await Promise.all([emulator.calls(), emulator.resources()]);
    return { calls, resources, executions: report?.executions ?? [] };
  };
  return {
    mails: () => emulator.mails(),
    object: async (address, run) => {
      const found = await read(address);
      const grants = found && (await app.releaseGrants?.of(address, read, () => look(run)));
      if (!grants || !app.releaseGrants) return found;
      return { ...found, body: Buffer.from(app.releaseGrants.shownIn(String(found.body), grants)) };
    },
    environments: async () => environmentViews(app, await emulator.resources(), cloud, new Date()),
    submissions: async () => (await app.submissions?.(emulator.endpoint)) ?? [],
    pages: async () => (await app.pages?.(cloud)) ?? [],
    checkLink: async (url) => checkLink(url, await emulator.endpoints()),
    permissions: async (run) => {
      const seen = await look(run);
      const pages = run.approvals.flatMap(({ request }) => request.page ?? []);
      const releases = await Promise.all(
        pages.map(async (page) => app.releaseGrants?.of(page, read, () => Promise.resolve(seen))),
      );
      return {
        callers: callerViews(seen.calls, seen.executions, seen.resources),
        releases: releases.filter((one) => one !== undefined),
      };
    },
  };
}
