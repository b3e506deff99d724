import type { Problem } from '../config-error';
import type { SoundEnvironment, SoundRecord } from '../sound';
import { noRepeats } from '../fields/repeats';
import { parentDomain, relativeName } from './zones';

type Environments = readonly (SoundEnvironment | undefined)[];

/** A child zone of the configuration, and the environment whose zone has to name its servers. */
interface Child {
  readonly path: string;
  readonly environment: SoundEnvironment;
  readonly domain: string;
  /** Path and configuration; `undefined` if no environment holds the parent zone. */
  readonly parent?: { readonly path: string; readonly environment: SoundEnvironment };
  /** The child's name in the parent zone. */
  readonly name: string;
}

export function delegationProblems(environments: Environments): Problem[] {
  return environments.flatMap((environment, index) => {
    if (environment?.domain === undefined) return [];
    const child = childOf(environment, environment.domain, index, environments);
    return [
      ...noRepeats(`${child.path}.nameServers`, environment.nameServers),
      ...parentMissing(child),
      ...delegatedTwice(child),
      ...nobodyDelegates(child),
      ...signedInVain(child),
    ];
  });
}

function childOf(
  environment: SoundEnvironment,
  domain: string,
  index: number,
  environments: Environments,
): Child {
  const domains = environments.map((one) => one?.domain);
  const above = parentDomain(
    domain,
    domains.filter((one) => one !== undefined),
  );
  const position = domains.indexOf(above);
  const parent = above === undefined ? undefined : environments[position];
  return {
    path: `environments[${index}]`,
    environment,
    domain,
    name: above === undefined ? domain : relativeName(domain, above),
    ...(parent && { parent: { path: `environments[${position}]`, environment: parent } }),
  };
}

function* parentMissing({ path, environment, domain, parent }: Child): Iterable<Problem> {
  if (environment.nameServers === undefined || parent) return;
  yield {
    path: `${path}.nameServers`,
    found: environment.nameServers,
    expected: `none, because no environment holds the zone above ${domain}`,
    fix: 'remove this key, and enter the name servers at the registrar of the domain or in its parent zone',
  };
}

function* delegatedTwice({ path, environment, name, parent }: Child): Iterable<Problem> {
  if (environment.nameServers === undefined || !parent) return;
  for (const [index, record] of (parent.environment.records ?? []).entries()) {
    if (!isDelegation(record) || !`.${name}`.endsWith(`.${record?.name ?? ''}`)) continue;
    yield {
      path: `${path}.nameServers`,
      found: environment.nameServers,
      expected: `none, because ${parent.path}.records[${index}] delegates ${record?.name ?? name}`,
      fix: 'remove that record, or these name servers',
    };
  }
}

/** A certificate would wait for a delegation that never comes. */
function* nobodyDelegates({ path, environment, name, parent }: Child): Iterable<Problem> {
  if (environment.delegated !== true || parent?.environment.delegated !== true) return;
  const records = parent.environment.records ?? [];
  // What is wrong by itself may be the delegation.
  if (environment.nameServers || records.includes(undefined)) return;
  if (records.some((one) => isDelegation(one) && `.${name}`.endsWith(`.${one?.name ?? ''}`)))
    return;
  yield {
    path: `${path}.delegated`,
    found: true,
    expected: `false until ${parent.path}, which has the zone above, delegates ${name}`,
    fix: 'add nameServers (output NameServers of the dns stack) and push. Then set delegated to true',
  };
}

/**
 * A DS record makes resolvers refuse every answer that is not signed by its key, so it comes after
 * the signing, and goes before.
 */
function* signedInVain({ path, environment, parent }: Child): Iterable<Problem> {
  const { delegationSigner: found, dnssec, nameServers } = environment;
  if (found === undefined) return;
  const problem = (expected: string, fix: string) => ({
    path: `${path}.delegationSigner`,
    found,
    expected,
    fix,
  });
  if (dnssec !== 'signing') {
    yield problem(
      "no delegationSigner without dnssec: 'signing': nobody could reach the domain any more",
      "remove it and push. Keep dnssec: 'signing' for one more day (docs/dns.md)",
    );
  } else if (nameServers === undefined) {
    yield problem(
      'nameServers beside it, so that the parent zone delegates this zone',
      'add them, or enter the DS record where you entered the name servers',
    );
  } else if (parent && parent.environment.dnssec === undefined) {
    yield problem(
      `a signed parent zone: ${parent.path} is not signed`,
      `sign the parent zone first (${parent.path}.dnssec), or remove this key`,
    );
  }
}

function isDelegation(record: SoundRecord | undefined): boolean {
  return record?.type === 'NS' && record.name !== '@';
}
