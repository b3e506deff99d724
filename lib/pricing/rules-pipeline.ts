import { ACTION_MINUTES, RELEASE_GB, RELEASES } from './assumptions';
import { listOf, textOf } from './properties';
import type { TemplateResource } from './template';
import { UnpricedError, type Usage } from './usage';

/**
 * A release runs every action once; one that changes the pipeline itself runs the first ones twice.
 * Each action of CodeBuild is charged by both services.
 */
export function pipelineUsage({ Properties = {} }: TemplateResource): readonly Usage[] {
  const actions = listOf(Properties['Stages']).flatMap(({ Actions }) => listOf(Actions));
  const minutes = actions.map((action) => ({ build: isBuild(action), minutes: minutesOf(action) }));
  const total = (some: typeof minutes) =>
    some.reduce((sum, one) => sum + one.minutes, 0) * RELEASES;
  return [
    { price: 'pipelineMinute', used: total(minutes) },
    { price: 'buildMinute', used: total(minutes.filter(({ build }) => build)) },
    { price: 'objectStorage', used: RELEASE_GB * RELEASES },
  ];
}

/** Its minutes are counted with the pipeline's actions, at the price of the smallest machine. */
export function projectUsage(
  { Properties }: TemplateResource,
  logicalId: string,
): readonly Usage[] {
  const { ComputeType } = (Properties?.['Environment'] ?? {}) as { ComputeType?: string };
  if (ComputeType === 'BUILD_GENERAL1_SMALL') return [];
  throw new UnpricedError(
    `the build ${logicalId} on ${ComputeType ?? 'no machine'}`,
    'add the price of its minutes to lib/pricing/prices.json',
  );
}

const typeOf = (action: Readonly<Record<string, unknown>>) =>
  action['ActionTypeId'] as { readonly Provider?: string } | undefined;

function isBuild(action: Readonly<Record<string, unknown>>): boolean {
  return typeOf(action)?.Provider === 'CodeBuild';
}

function minutesOf(action: Readonly<Record<string, unknown>>): number {
  const provider = textOf(typeOf(action)?.Provider);
  const minutes = ACTION_MINUTES[textOf(action['Name'])] ?? ACTION_MINUTES[provider];
  if (minutes === undefined) {
    throw new UnpricedError(
      `an action of ${provider}`,
      'say in ACTION_MINUTES of lib/pricing how long it takes',
    );
  }
  return minutes;
}
