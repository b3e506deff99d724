import type { Problem } from '../config-error';
import type { SoundPart } from '../relations';
import { DEFAULTS } from '../schema';

/**
 * Regions without a service, of those that the configuration takes.
 * SES, CodeBuild and restore testing: `@aws/cloudformation-validate` 1.12.1, rule F3006, which a test
 * holds them against. Connections, of the pipeline's source:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/connections.html#connections-regions
 */
export const REGIONS_WITHOUT = {
  SES: [
    'ap-east-1',
    'ap-east-2',
    'ap-southeast-4',
    'ap-southeast-6',
    'ap-southeast-7',
    'eu-south-2',
    'mx-central-1',
  ],
  CodeBuild: ['ap-east-2', 'ca-west-1', 'mx-central-1'],
  CodeConnections: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-3',
    'ap-south-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-west-1',
    'eu-central-2',
    'eu-south-2',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
  ],
  'AWS Backup restore testing': ['ap-southeast-5', 'ap-southeast-7'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

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
