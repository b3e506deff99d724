import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import { accountCredentials, type Cloud } from '../../emulator/cloud';
import type { SentMail } from '../../emulator/inventory';
import type { ConsoleState } from '../events/state';
import { environmentViews } from './environment-views';
import { checkLink } from './links';
import type { ObjectAddress } from './object-address';
import { releaseGrants } from './release-grants';
import type { Seen } from './grant-use';
import { withUse } from './used-page';
import { readObject, type StoredObject } from './s3-object';
import { callerViews } from './permission-views';
import type { EnvironmentView, LinkView, PermissionsView, SubmissionView } from './views';

/** What the console can read in the emulated cloud. Everything is looked up when it is asked for. */
export interface ConsoleSources {
  /** Oldest first. */
  mails(): Promise<readonly SentMail[]>;
  /** An object of S3; `undefined` if it does not exist. */
  object(address: ObjectAddress): Promise<StoredObject | undefined>;
  environments(): Promise<readonly EnvironmentView[]>;
  submissions(): Promise<readonly SubmissionView[]>;
  checkLink(url: string): Promise<LinkView>;
  /** @param run its actions tell callers apart, and its approvals name the releases */
  permissions(run: Pick<ConsoleState, 'report' | 'approvals'>): Promise<PermissionsView>;
}

/** Reads an environment's submissions in the rehearsal; empty if there are none yet. */
export type ReadSubmissions = (
  config: Config,
  environment: EnvironmentConfig,
  endpoint: string,
) => Promise<readonly SubmissionView[]>;

/** Reads the emulator as the root user of each account. */
export function cloudSources(
  cloud: Cloud,
  config: Config,
  readSubmissions: ReadSubmissions,
): ConsoleSources {
  const { emulator } = cloud;
  const read = (address: ObjectAddress) =>
    readObject(address, cloud, accountCredentials(config.tools.account));
  const look = async (): Promise<Seen> => {
    const [calls, resources] = await Promise.all([emulator.calls(), emulator.resources()]);
    return { config, calls, resources };
  };
  return {
    mails: () => emulator.mails(),
    object: async (address) => {
      const found = await read(address);
      const grants = found && (await releaseGrants(address, read, look));
      return grants ? { ...found, body: Buffer.from(withUse(String(found.body), grants)) } : found;
    },
    environments: async () =>
      environmentViews(config, await emulator.resources(), cloud, new Date()),
    submissions: async () => {
      const { endpoint } = emulator;
      const all = config.environments.map((one) => readSubmissions(config, one, endpoint));
      return (await Promise.all(all)).flat();
    },
    checkLink: async (url) => checkLink(url, await emulator.endpoints()),
    permissions: async ({ report, approvals }) => {
      const seen = await look();
      const pages = approvals.flatMap(({ request }) => request.page ?? []);
      const releases = await Promise.all(
        pages.map((page) => releaseGrants(page, read, () => Promise.resolve(seen))),
      );
      return {
        callers: callerViews(seen.calls, report?.executions ?? [], seen.resources),
        releases: releases.filter((one) => one !== undefined),
      };
    },
  };
}
