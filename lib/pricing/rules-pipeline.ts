import { ACTION_MINUTES, RELEASE_GB, RELEASES } from './assumptions';
import { listOf, textOf } from './properties';
import type { PricedResource } from './template';
import { UnpricedError, type Usage } from './usage';

/**
 * A release runs every action once; one that changes the pipeline itself runs the first ones twice.
 * Each action of CodeBuild is charged by both services.
 */
export function pipelineUsage({ Properties = {} }: PricedResource): readonly Usage[] {
  const actions = listOf(Properties['Stages']).flatMap(({ Actions }) => listOf(Actions));
  const checks = actions.filter(({ Name }) => Name === CHECKING_ACTION);
  const builds = actions.filter((action) => isBuild(action) && !checks.includes(action));
  const total = (some: typeof actions) =>
    some.reduce((sum, action) => sum + minutesOf(action), 0) * RELEASES;
  return [
    { price: 'pipelineMinute', used: total(actions) },
    { price: 'buildMinute', used: total(builds) },
    { price: 'mediumBuildMinute', used: total(checks) },
    { price: 'objectStorage', used: RELEASE_GB * RELEASES },
  ];
}

/** Runs on a machine of 4 vCPU (docs/adr/0022); every other build on the smallest. */
const CHECKING_ACTION = 'Synth';

/**
 * Its minutes are counted with the pipeline's actions. Nobody can guess the number of pull
 * requests: docs/cost.md says what one costs.
 */
export function projectUsage({ Properties }: PricedResource, logicalId: string): readonly Usage[] {
  const { ComputeType } = (Properties?.['Environment'] ?? {}) as { ComputeType?: string };
  if (PRICED_MACHINES.has(ComputeType ?? '')) return [];
  throw new UnpricedError(
    `the build ${logicalId} on ${ComputeType ?? 'no machine'}`,
    'add the price of its minutes to lib/pricing/prices.json',
  );
}

const PRICED_MACHINES: ReadonlySet<string> = new Set([
  'BUILD_GENERAL1_SMALL',
  'BUILD_GENERAL1_MEDIUM',
]);

const typeOf = (action: Readonly<Record<string, unknown>>) =>
  action['ActionTypeId'] as { readonly Provider?: string } | undefined;

function isBuild(action: Readonly<Record<string, unknown>>): boolean {
  return typeOf(action)?.Provider === 'CodeBuild';
}

function minutesOf(action: Readonly<Record<string, unknown>>): number {
  const provider = textOf(typeOf(action)?.Provider);
  // Without the environment that an action is about.
  const name = textOf(action['Name']).replace(/-.*/, '');
  const minutes = ACTION_MINUTES[name] ?? ACTION_MINUTES[provider];
  if (minutes === undefined) {
    throw new UnpricedError(
      `an action of ${provider}`,
      'say in ACTION_MINUTES of lib/pricing how long it takes',
    );
  }
  return minutes;
}
