import type { Problem } from './config-error';
import { OWN_MONITOR } from './environment/spending';
import { distinct } from './fields/repeats';
import type { SoundPart } from './sound';

/** Problems of a configuration whose parts have accounts of their own. */
export function accountsApart(config: SoundPart): Problem[] {
  const { environments = [] } = config;
  const fix = 'give each environment its own account, or see docs/one-account.md';
  return [...distinct('environments', 'account', environments, fix), ...toolsApart(config)];
}

/**
 * The pipeline has its own account. Otherwise whoever may change a build there would also have the
 * environment's data, and the approval would protect nothing.
 */
function* toolsApart({ tools, environments = [] }: SoundPart): Iterable<Problem> {
  for (const [index, environment] of environments.entries()) {
    if (environment?.account === undefined || environment.account !== tools?.account) continue;
    yield {
      path: `environments[${index}].account`,
      found: environment.account,
      expected: 'another account than tools.account',
      fix: 'use a separate account: builds in the tools account must not own the account that they deploy to',
    };
  }
}

/** Problems of a configuration whose parts share one account. */
export function oneAccountProblems(config: SoundPart): Problem[] {
  return [
    ...sameForAll(config, 'account'),
    ...sameForAll(config, 'permissionsBoundary'),
    ...oneMonitor(config),
    ...oneSender(config),
  ];
}

function* sameForAll(
  { tools, environments = [] }: SoundPart,
  key: 'account' | 'permissionsBoundary',
): Iterable<Problem> {
  // What is wrong by itself is said already.
  if (tools?.account === undefined) return;
  for (const [index, environment] of environments.entries()) {
    if (environment?.account === undefined || environment[key] === tools[key]) continue;
    yield {
      path: `environments[${index}].${key}`,
      found: environment[key],
      expected: `the same as tools.${key}, because oneAccount is true`,
      fix:
        key === 'account'
          ? `write "${tools.account}", or remove oneAccount`
          : `write the same ${key} everywhere`,
    };
  }
}

/** AWS allows one monitor of services in an account. */
function* oneMonitor({ environments = [] }: SoundPart): Iterable<Problem> {
  const creating = [...environments.entries()].filter(
    ([, environment]) => environment?.anomalyMonitor === OWN_MONITOR,
  );
  for (const [index] of creating.slice(1)) {
    yield {
      path: `environments[${index}].anomalyMonitor`,
      found: OWN_MONITOR,
      expected: 'one environment that creates the monitor of the account',
      fix: 'remove it here: the monitor watches the whole account',
    };
  }
}

/**
 * Until they are delegated, environments of a region send from one identity. A policy of one would lock
 * the others out.
 */
function* oneSender({ environments = [] }: SoundPart): Iterable<Problem> {
  for (const [index, environment] of environments.entries()) {
    if (environment?.restrictSending !== true || environment.delegated !== false) continue;
    const sharing = environments.some(
      (other, position) =>
        position !== index && other?.delegated === false && other.region === environment.region,
    );
    if (!sharing) continue;
    yield {
      path: `environments[${index}].restrictSending`,
      found: true,
      expected: 'false while another environment of the account sends from contact.sender, too',
      fix: 'remove it until the environment is delegated',
    };
  }
}
