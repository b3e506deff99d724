import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import {
  environmentStacks,
  type StackId,
} from '../../../lib/config/environment/environment-stacks';
import { GLOBAL_REGION } from '../../../lib/constants';
import { environmentNames, pipelineNames } from '../../../lib/naming';
import { checkBackups } from './checks/backups';
import { checkBootstrap, checkPolicies } from './checks/bootstrap';
import { checkBuilds } from './checks/builds';
import { checkCertificate } from './checks/certificate';
import { checkConcurrency } from './checks/concurrency';
import { checkConfiguration } from './checks/configuration';
import { checkConnection } from './checks/connection';
import { checkLiveZone } from './checks/live-zone';
import { checkMailAccount } from './checks/mail-account';
import { checkNetworkZones } from './checks/network-zones';
import { checkNameServers, NAME_SERVERS_OUTPUT } from './checks/name-servers';
import { checkNotifications } from './checks/notifications';
import { checkPullRequests } from './checks/pull-requests';
import { checkSender } from './checks/sender';
import { checkStacks } from './checks/stacks';
import type { BootstrapRecord } from '../../../lib/security/bootstrap-record';
import { accountHolding, accountNamed } from '../terminal/account-named';
import { accountPartsOf, bootstrapStackOf } from '../../../lib/config/accounts';
import { CommandError } from '../terminal/command-error';
import { type Finding, wrong } from './finding';
import type { AccountView, DoctorPorts, LiveDns } from './ports';

/** Sources other than the account's own APIs. */
export interface Sources extends Pick<DoctorPorts, 'bootstrapTemplate' | 'now'> {
  /** Set if public DNS is to be asked, too. */
  readonly dns: LiveDns | undefined;
  /** `undefined` if no record is kept. */
  readonly record: BootstrapRecord | undefined;
}

/** The account of the pipeline. */
export async function examineTools(
  config: Config,
  account: AccountView,
  sources: Sources,
): Promise<Finding[]> {
  const { project, tools, notifications, source } = config;
  const { stack, notificationTopic } = pipelineNames(project);
  const deploy = 'npx waypost deploy, once; from then on only push.';
  const { found, findings } = await checkStacks(
    [{ name: stack, region: tools.region }],
    deploy,
    account,
  );
  const topic = { ...tools, name: notificationTopic, about: 'the pipeline' };
  return [
    ...(await bootstrapFindings('tools', config, account, sources)),
    ...(await unlessRefused(() => checkConnection(source, account))),
    ...findings,
    ...(await unlessRefused(() => checkBuilds(account))),
    ...(await checkPullRequests(config, account)),
    ...(found.has(stack)
      ? await unlessRefused(() => checkNotifications(topic, notifications, account))
      : []),
  ];
}

export async function examineEnvironment(
  environment: EnvironmentConfig,
  config: Config,
  account: AccountView,
  sources: Sources,
): Promise<Finding[]> {
  const { project, contact, notifications } = config;
  const { dns } = sources;
  const { stacks, alarmTopic } = environmentNames(project, environment.name);
  const { found, findings } = await checkStacks(
    Object.entries(environmentStacks(environment)).map(([id, region]) => ({
      name: stacks[id as StackId],
      region,
    })),
    'The pipeline deploys it: push, and ask again when the release has reached this environment.',
    account,
  );
  const servers = found.get(stacks.dns)?.outputs[NAME_SERVERS_OUTPUT]?.split(' ');
  const topic = { ...environment, name: alarmTopic, about: 'alarms' };
  return [
    ...checkConfiguration(environment, config),
    ...(await bootstrapFindings(environment.name, config, account, sources)),
    ...findings,
    ...(servers === undefined ? [] : checkNameServers(environment, config, servers)),
    ...(servers !== undefined && dns !== undefined
      ? await unlessRefused(async () =>
          checkLiveZone(
            environment,
            servers,
            (await account.zoneRecords(stacks.dns, GLOBAL_REGION)) ?? [],
            dns,
          ),
        )
      : []),
    ...(found.has(stacks.dns)
      ? await unlessRefused(async () =>
          checkCertificate(
            environment,
            await account.certificate(stacks.dns, GLOBAL_REGION),
            sources.now(),
          ),
        )
      : []),
    ...(await unlessRefused(() => checkBackups(environment, account))),
    ...(await unlessRefused(() => checkConcurrency(account))),
    ...(await unlessRefused(() => checkNetworkZones(environment, account))),
    ...(await unlessRefused(() => checkMailAccount(environment, contact, account))),
    ...(found.has(stacks.email)
      ? await unlessRefused(() => checkSender(environment, contact, account))
      : []),
    ...(found.has(stacks.monitoring)
      ? await unlessRefused(() => checkNotifications(topic, notifications, account))
      : []),
  ];
}

async function bootstrapFindings(
  name: string,
  config: Config,
  view: AccountView,
  { record, bootstrapTemplate }: Sources,
): Promise<Finding[]> {
  const part = accountNamed(name, accountPartsOf(config));
  const account = accountHolding(name, config);
  const stack = bootstrapStackOf(config, name);
  const expected = (types: readonly string[]) => bootstrapTemplate(config, part, types);
  return [
    ...(await unlessRefused(() => checkBootstrap(account, view))),
    ...(record === undefined
      ? []
      : await unlessRefused(() => checkPolicies(account, stack, record, expected, view))),
  ];
}

/**
 * If AWS refuses a check's calls, that is a finding. The other checks still run: a new account may lack
 * a service or a region, and has the more to be told.
 */
async function unlessRefused(check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.code === 'AWS_ACCESS_DENIED') {
      return [wrong(error.message, 'docs/email.md lists the actions that the doctor needs.')];
    }
    if (error.code === 'AWS_REFUSED') {
      return [
        wrong(
          error.message,
          'If the account has just been opened, or the region enabled, wait some minutes and ask again.',
        ),
      ];
    }
    throw error;
  }
}
