import type { EnvironmentConfig } from '../../../../lib/config/config';
import { type Finding, fine, wrong } from '../finding';
import type { AccountView } from '../ports';

/** Services with an interface endpoint in the network, as in their endpoints' names. */
const SERVICES = ['email', 'sns', 'sqs'];

/** Whether the network's zones have an endpoint of every service that functions call. */
export async function checkNetworkZones(
  { region, network, tracing }: Pick<EnvironmentConfig, 'region' | 'network' | 'tracing'>,
  account: AccountView,
): Promise<Finding[]> {
  if (!network.vpc) return [];
  const zones = await account.zones();
  const chosen = network.availabilityZones ?? zones.slice(0, 2).map(({ id }) => id);
  const services = [...SERVICES, ...(tracing ? ['xray'] : [])];
  const served = await account.endpointZones(services);
  const gaps = services.flatMap((service) => {
    const names = served.get(service) ?? [];
    const without = chosen.filter((id) => {
      const name = zones.find((zone) => zone.id === id)?.name;
      return name === undefined || !names.includes(name);
    });
    return without.length === 0 ? [] : [`${service} in ${without.join(' and ')}`];
  });
  const [first] = gaps;
  if (first === undefined)
    return [fine(`${chosen.join(' and ')} have an endpoint of every service`)];
  const sound = zones
    .filter(({ name }) => services.every((service) => served.get(service)?.includes(name)))
    .map(({ id }) => `'${id}'`);
  return [
    wrong(
      `the network's zones lack endpoints: ${gaps.join(', ')}`,
      sound.length >= 2
        ? `Set network.availabilityZones to two of ${sound.join(', ')} before you push (docs/network.md).`
        : `${region} has no two zones with all of them: use another region, or vpc: false.`,
    ),
  ];
}
