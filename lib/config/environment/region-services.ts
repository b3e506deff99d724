import type { Problem } from '../config-error';
import type { SoundEnvironment, SoundPart } from '../sound';
import { DEFAULTS } from './environment';
import { REGIONS_WITHOUT } from './region-lists';

type Service = keyof typeof REGIONS_WITHOUT;

/** Problems: regions that lack a service which Waypost uses there. */
export function* serviceProblems({ tools, environments = [] }: SoundPart): Iterable<Problem> {
  yield* lacking('tools.region', tools?.region, ['CodeBuild', 'CodeConnections']);
  for (const [index, environment] of environments.entries()) {
    const backup =
      environment?.backup ?? (environment?.kind && DEFAULTS[environment.kind].backup) ?? false;
    yield* lacking(`environments[${index}].region`, environment?.region, [
      'SES',
      ...(backup === false ? [] : (['AWS Backup restore testing'] as const)),
    ]);
  }
}

function* lacking(
  path: string,
  found: string | undefined,
  services: readonly Service[],
): Iterable<Problem> {
  const missing = services.filter((service) =>
    REGIONS_WITHOUT[service].some((region) => region === found),
  );
  if (missing.length === 0) return;
  yield {
    path,
    found,
    expected: `a region with ${services.join(' and ')}`,
    fix: `${String(found)} has no ${missing.join(' and no ')}: choose another, such as "eu-west-1"`,
  };
}

/**
 * Zones, by region, in which SES's API has no endpoint: a subnet there fails the stack.
 * https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html
 */
const WITHOUT_SES: Readonly<Partial<Record<string, readonly string[]>>> = {
  'ap-northeast-2': ['apne2-az4'],
  'ca-central-1': ['cac1-az3', 'cac1-az4'],
  'us-east-1': ['use1-az2', 'use1-az3', 'use1-az5'],
  'us-west-1': ['usw1-az2'],
  'us-west-2': ['usw2-az4'],
};

/** Problems between an environment's network and its region. */
export function networkProblems(
  environments: readonly (SoundEnvironment | undefined)[],
): Problem[] {
  return environments.flatMap((environment, index) => [
    ...zoneProblems(`environments[${index}].network.availabilityZones`, environment),
  ]);
}

function* zoneProblems(path: string, environment?: SoundEnvironment): Iterable<Problem> {
  const { region, network } = environment ?? {};
  if (region === undefined || network?.vpc !== true) return;
  const without = WITHOUT_SES[region] ?? [];
  const zones = network.availabilityZones;
  if (zones === undefined) {
    if (without.length === 0) return;
    yield {
      path,
      found: undefined,
      expected: `two zones of ${region} in which SES has an endpoint`,
      fix: `name two zones other than ${without.join(', ')}: the first two zones of your account can be among these`,
    };
    return;
  }
  if (zones.length !== 2) {
    yield { path, found: zones, expected: 'two zones', fix: 'name two, or remove the key' };
  }
  for (const [at, found] of zones.entries()) {
    if (found === undefined) continue;
    const fix = zoneFix(found, at, zones, region, without);
    if (fix === undefined) continue;
    yield {
      path: `${path}[${at}]`,
      found,
      expected: `a zone of ${region} in which SES has an endpoint, and each zone only once`,
      fix,
    };
  }
}

function zoneFix(
  zone: string,
  at: number,
  zones: readonly (string | undefined)[],
  region: string,
  without: readonly string[],
): string | undefined {
  if (!zone.startsWith(`${zonePrefix(region)}-`))
    return `ids there begin with ${zonePrefix(region)}-az`;
  if (without.includes(zone))
    return `SES has no endpoint in ${without.join(', ')}: name another zone`;
  return zones.indexOf(zone) === at ? undefined : 'name two different zones';
}

/**
 * `us-east-1` -> `use1`, `ap-northeast-2` -> `apne2`
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 */
function zonePrefix(region: string): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  const words = /^(north|south)(east|west)$/.exec(direction)?.slice(1) ?? [direction];
  const short = words.map((word) => word.charAt(0)).join('');
  return `${area}${short}${number}`;
}
