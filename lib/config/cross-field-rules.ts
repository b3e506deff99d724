import { allowDestroyProblems } from './environment/allow-destroy-rules';
import { backupProblems } from './environment/backup-rules';
import type { Problem } from './config-error';
import { accountsApart, oneAccountProblems } from './account-rules';
import { delegationProblems } from './zone/delegation-rules';
import { formProblems } from './contact/form-rules';
import { mailProblems } from './mail/mail-rules';
import { pullRequestProblems } from './pipeline/pull-request-rules';
import { networkProblems, serviceProblems } from './environment/region-services';
import { distinct, foldCase, noRepeats } from './fields/repeats';
import type { SoundEnvironment, SoundPart } from './sound';
import { spfProblems } from './mail/spf-rules';
import { targetProblems } from './zone/target-rules';
import { webhookProblems } from './environment/webhook-rules';
import { zoneProblems } from './zone/zone-rules';

/** Problems between values that are each valid by themselves. */
export function crossFieldProblems(config: SoundPart): Problem[] {
  const environments = config.environments ?? [];
  return [
    ...distinct('environments', 'name', environments, 'give each environment another name'),
    ...distinct('environments', 'domain', environments, 'give each environment its own domain'),
    ...(config.oneAccount === true ? oneAccountProblems(config) : accountsApart(config)),
    ...serviceProblems(config),
    ...domainsInside(config),
    ...connectionOfTools(config),
    ...pullRequestProblems(config),
    ...formProblems(config.contact?.forms ?? []),
    ...noRepeats('contact.allowedOrigins', config.contact?.allowedOrigins),
    ...pageOrigins(config),
    ...noRepeats('notifications', config.notifications, foldCase),
    ...noRepeats('pipeline.approvers', config.pipeline?.approvers),
    ...windowsApproved(environments),
    ...zoneProblems(environments),
    ...targetProblems(environments),
    ...spfProblems(environments),
    ...delegationProblems(environments),
    ...mailProblems(environments),
    ...networkProblems(environments),
    ...backupProblems(environments),
    ...allowDestroyProblems(environments),
    ...webhookProblems(config),
  ];
}

/** The check of the window is part of the check of the approved state. */
function* windowsApproved(
  environments: readonly (SoundEnvironment | undefined)[],
): Iterable<Problem> {
  for (const [index, environment] of environments.entries()) {
    if (environment?.deploymentWindow === undefined || environment.approval !== false) continue;
    yield {
      path: `environments[${index}].deploymentWindow`,
      found: environment.deploymentWindow,
      expected: 'a window only in an environment with an approval',
      fix: 'set approval to true, or remove the window',
    };
  }
}

function* domainsInside({ domain, environments = [] }: SoundPart): Iterable<Problem> {
  if (domain === undefined) return;
  for (const [index, environment] of environments.entries()) {
    const found = environment?.domain;
    if (found === undefined || found === domain || found.endsWith(`.${domain}`)) continue;
    yield {
      path: `environments[${index}].domain`,
      found,
      expected: `"${domain}" or a domain under it`,
      fix: `write a domain such as "${environment?.name ?? 'dev'}.${domain}", or change domain`,
    };
  }
}

function* connectionOfTools({ source, tools }: SoundPart): Iterable<Problem> {
  const found = source?.connectionArn;
  if (found === undefined) return;
  const [, , , region, account] = found.split(':');
  const strays = [
    tools?.account !== undefined && tools.account !== account && `account ${tools.account}`,
    tools?.region !== undefined && tools.region !== region && `region ${tools.region}`,
  ].filter((stray) => stray !== false);
  if (strays.length === 0) return;
  yield {
    path: 'source.connectionArn',
    found,
    expected: `a connection in the tools ${strays.join(' and ')}`,
    fix: 'create the connection in the tools account and region, or correct tools',
  };
}

/**
 * The origin of a contact page is always allowed, and API Gateway refuses an origin that is there
 * twice.
 */
function* pageOrigins({ contact, environments = [] }: SoundPart): Iterable<Problem> {
  for (const [index, found] of (contact?.allowedOrigins ?? []).entries()) {
    const page = environments.findIndex(
      (one) => one?.delegated === true && found === `https://${one.domain ?? ''}`,
    );
    if (page === -1) continue;
    yield {
      path: `contact.allowedOrigins[${index}]`,
      found,
      expected: `an origin other than the contact page of environments[${page}], which is always allowed`,
      fix: 'remove it',
    };
  }
}
