import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import { accountCredentials, type Cloud } from '../../emulator/cloud';
import type { SentMail } from '../../emulator/inventory';
import type { Report } from '../../report/report-schema';
import { environmentViews } from './environment-views';
import { checkLink } from './links';
import type { ObjectAddress } from './object-address';
import { readObject, type StoredObject } from './s3-object';
import { callerViews } from './permission-views';
import type { EnvironmentView, LinkView, PermissionsView, SubmissionView } from './views';

/** What the console can look at in the emulated cloud. Everything is looked up when it is asked for. */
export interface ConsoleSources {
  /** Oldest first. */
  mails(): Promise<readonly SentMail[]>;
  /** What the S3 console would show; `undefined` for what there is not. */
  object(address: ObjectAddress): Promise<StoredObject | undefined>;
  environments(): Promise<readonly EnvironmentView[]>;
  submissions(): Promise<readonly SubmissionView[]>;
  checkLink(url: string): Promise<LinkView>;
  /** @param executions those whose actions are told apart */
  permissions(executions: Report['executions']): Promise<PermissionsView>;
}

/** Reads an environment's submissions where the rehearsal has them; none where it has none yet. */
export type ReadSubmissions = (
  config: Config,
  environment: EnvironmentConfig,
  endpoint: string,
) => Promise<readonly SubmissionView[]>;

/** Of the emulator, read as the root of each account. */
export function cloudSources(
  cloud: Cloud,
  config: Config,
  readSubmissions: ReadSubmissions,
): ConsoleSources {
  const { emulator } = cloud;
  return {
    mails: () => emulator.mails(),
    object: (address) => readObject(address, cloud, accountCredentials(config.tools.account)),
    environments: async () =>
      environmentViews(config, await emulator.resources(), cloud, new Date()),
    submissions: async () => {
      const { endpoint } = emulator;
      const all = config.environments.map((one) => readSubmissions(config, one, endpoint));
      return (await Promise.all(all)).flat();
    },
    checkLink: async (url) => checkLink(url, await emulator.endpoints()),
    permissions: async (executions) => {
      const [calls, resources] = await Promise.all([emulator.calls(), emulator.resources()]);
      return { callers: callerViews(calls, executions, resources) };
    },
  };
}
