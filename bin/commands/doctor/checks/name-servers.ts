import type { Config, EnvironmentConfig } from '../../../../lib/config/config';
import { parentDomain, relativeName } from '../../../../lib/config/zone/zones';
import { bareHost } from '../../dns/values/value';
import { type Finding, fine, toDo, wrong } from '../finding';

/** Output of the DNS stack that lists them, separated by spaces. */
export const NAME_SERVERS_OUTPUT = 'NameServers';

/** Where the name servers of an environment's zone are entered: in another environment's zone, or elsewhere. */
function parentEnvironment(
  { domain }: Pick<EnvironmentConfig, 'domain'>,
  { environments }: Pick<Config, 'environments'>,
): EnvironmentConfig | undefined {
  const domains = environments.map((one) => one.domain);
  const above = parentDomain(domain, domains);
  return environments.find((one) => one.domain === above);
}

/** Which name servers to enter where. Live DNS shows the effect. */
export function checkNameServers(
  environment: EnvironmentConfig,
  config: Config,
  servers: readonly string[],
): Finding[] {
  const { domain, delegated } = environment;
  const parent = parentEnvironment(environment, config);
  const listed = servers.join(' ');
  if (parent === undefined) {
    const where =
      domain === config.domain ? `the registrar of ${domain}` : `the zone above ${domain}`;
    return delegated
      ? [fine(`${where} must name ${listed}; \`--live-dns\` says whether it does`)]
      : [
          toDo(
            `${domain} is not delegated`,
            `Enter these name servers at ${where}: ${listed}`,
            `then \`--live-dns\`, and \`delegated: true\` in environment ${environment.name}.`,
          ),
        ];
  }
  const given = givenTo(parent, environment);
  if (sameServers(given, servers)) {
    return [
      delegated
        ? fine(`the zone of ${parent.name} delegates ${domain} to ${listed}`)
        : toDo(
            `${domain} is not delegated, although ${parent.name} has its name servers`,
            `Once ${parent.name} is deployed and \`--live-dns\` sees it, write \`delegated: true\`.`,
          ),
    ];
  }
  const remedy = [
    `In waypost.config.ts, environment ${environment.name}, write and push:`,
    `nameServers: [${servers.map((server) => `'${server}'`).join(', ')}],`,
    `Then the zone of ${parent.name} delegates ${domain} to them.`,
  ];
  if (given.length > 0) {
    return [
      wrong(
        `${parent.name} delegates ${domain} to other name servers: ${given.join(' ')}`,
        ...remedy,
      ),
    ];
  }
  return [
    (delegated ? wrong : toDo)(`the zone of ${parent.name} does not delegate ${domain}`, ...remedy),
  ];
}

/** Compares hosts in any order and spelling. */
export function sameServers(some: readonly string[], others: readonly string[]): boolean {
  const normal = (hosts: readonly string[]) => [...new Set(hosts.map(bareHost))].sort().join();
  return normal(some) === normal(others);
}

/** The name servers that the configuration gives a zone for the one below it. */
function givenTo(parent: EnvironmentConfig, child: EnvironmentConfig): readonly string[] {
  if (child.nameServers) return child.nameServers;
  const name = relativeName(child.domain, parent.domain);
  return parent.records.flatMap((record) =>
    record.type === 'NS' && record.name === name ? record.values : [],
  );
}
