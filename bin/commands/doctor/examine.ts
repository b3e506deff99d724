import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import {
  environmentStacks,
  type StackId,
} from '../../../lib/config/environment/environment-stacks';
import { environmentRegions, toolsRegions } from '../../../lib/config/regions';
import { GLOBAL_REGION } from '../../../lib/constants';
import { environmentNames, pipelineNames } from '../../../lib/naming';
import { checkBuilds } from './checks/builds';
import { checkConcurrency } from './checks/concurrency';
import { checkConfiguration } from './checks/configuration';
import { checkLiveZone } from './checks/live-zone';
import { checkMailAccount } from './checks/mail-account';
import { checkNetworkZones } from './checks/network-zones';
import { checkNameServers, NAME_SERVERS_OUTPUT } from './checks/name-servers';
import { checkNotifications } from './checks/notifications';
import { checkPullRequests } from './checks/pull-requests';
import { checkSender } from './checks/sender';
import { checkBootstrap, checkStacks } from './checks/stacks';
import { CommandError } from '../terminal/command-error';
import { type Finding, wrong } from './finding';
import type { AccountView, LiveDns } from './ports';

/** The account of the pipeline. */
export async function examineTools(config: Config, account: AccountView): Promise<Finding[]> {
  const { project, tools, notifications } = config;
  const { stack, notificationTopic } = pipelineNames(project);
  const deploy = 'npx waypost deploy, once; from then on only push.';
  const { found, findings } = await checkStacks(
    [{ name: stack, region: tools.region }],
    deploy,
    account,
  );
  const topic = { ...tools, name: notificationTopic, news: 'the pipeline' };
  return [
    ...(await unlessDenied(() => checkBootstrap('tools', toolsRegions(config), account))),
    ...findings,
    ...(await unlessDenied(() => checkBuilds(account))),
    ...(await checkPullRequests(config, account)),
    ...(found.has(stack)
      ? await unlessDenied(() => checkNotifications(topic, notifications, account))
      : []),
  ];
}

/** @param dns Given when the world is to be asked, too. */
export async function examineEnvironment(
  environment: EnvironmentConfig,
  config: Config,
  account: AccountView,
  dns?: LiveDns,
): Promise<Finding[]> {
  const { project, contact, notifications } = config;
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
  const topic = { ...environment, name: alarmTopic, news: 'alarms' };
  return [
    ...checkConfiguration(environment, config),
    ...(await unlessDenied(() =>
      checkBootstrap(environment.name, environmentRegions(environment), account),
    )),
    ...findings,
    ...(servers === undefined ? [] : checkNameServers(environment, config, servers)),
    ...(servers !== undefined && dns !== undefined
      ? await unlessDenied(async () =>
          checkLiveZone(
            environment,
            servers,
            (await account.zoneRecords(stacks.dns, GLOBAL_REGION)) ?? [],
            dns,
          ),
        )
      : []),
    ...(await unlessDenied(() => checkConcurrency(account))),
    ...(await unlessDenied(() => checkNetworkZones(environment, account))),
    ...(await unlessDenied(() => checkMailAccount(environment, contact, account))),
    ...(found.has(stacks.email)
      ? await unlessDenied(() => checkSender(environment, contact, account))
      : []),
    ...(found.has(stacks.monitoring)
      ? await unlessDenied(() => checkNotifications(topic, notifications, account))
      : []),
  ];
}

/** A check whose calls the credentials do not allow is a finding, beside those of the others. */
async function unlessDenied(check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof CommandError && error.code === 'AWS_ACCESS_DENIED')) throw error;
    return [wrong(error.message, 'docs/email.md lists the actions that the doctor needs.')];
  }
}
