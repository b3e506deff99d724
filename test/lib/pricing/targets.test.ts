import { join } from 'node:path';
import { stacksOf } from '../../../bin/stacks-of';
import type { Config } from '../../../lib/config/config';
import { loadConfig } from '../../../lib/config/load-config';
import { type CostEstimate, estimateCost } from '../../../lib/pricing/estimate';
import type { PricedStack } from '../../../lib/pricing/template';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { ALL_OPTIONS } from '../../helpers/options';
import { synthesizedApp } from '../../helpers/synthesis';

/** USD a month. */
const IDLE_PRODUCTION = 1.5;
const IDLE_DEVELOPMENT = 1;
const TOOLS = 3;

function costsOf(config: Config) {
  const stacks = stacksOf(synthesizedApp(config).assembly);
  return (account: string) => estimateCost(stacks.filter((stack) => stack.account === account));
}

function targetOf({ kind }: Config['environments'][number]) {
  return kind === 'production' ? IDLE_PRODUCTION : IDLE_DEVELOPMENT;
}

function assertTargets(config: Config) {
  const costOf = costsOf(config);
  const tools = costOf(config.tools.account).charged;
  atMost(TOOLS, tools.idle + tools.used, 'tools with ten releases');
  for (const environment of config.environments) {
    const { name, account } = environment;
    atMost(targetOf(environment), costOf(account).charged.idle, `${name}, idle,`);
  }
}

function atMost(target: number, found: number, what: string) {
  if (found > target) {
    throw new Error(
      `${what} costs ${found.toFixed(2)} USD a month, more than ${target.toFixed(2)}`,
    );
  }
}

function withoutAlarms<S extends PricedStack>(stack: S): S {
  const kept = Object.entries(stack.template.Resources ?? {}).filter(
    ([, { Type }]) => Type !== 'AWS::CloudWatch::Alarm',
  );
  return { ...stack, template: { ...stack.template, Resources: Object.fromEntries(kept) } };
}

/** `waypost.config.ts` as long as it is nobody's: its owner decides what it may cost. */
function shipped(): [string, Config][] {
  const config = loadConfig(join(__dirname, '../../..'));
  return config.domain === 'example.com' ? [['waypost.config.ts', config]] : [];
}

const expensive = { ...prodInput, ...ALL_OPTIONS };

describe('cost', () => {
  test.each<[string, Config]>([['the example', exampleConfig()], ...shipped()])(
    'of %s stays within the targets',
    (_, config) => {
      expect(() => {
        assertTargets(config);
      }).not.toThrow();
    },
  );

  test('of every option is known', () => {
    const config = exampleConfig({ environments: [expensive] });
    expect(() => costsOf(config)(expensive.account)).not.toThrow();
  });

  // Why one cause pages once without them (docs/adr/0044). If this fails, there is room for them now.
  test('of a composite alarm is over the targets, even where it replaced every other alarm', () => {
    const config = exampleConfig();
    const stacks = stacksOf(synthesizedApp(config).assembly);
    for (const environment of config.environments) {
      const { account } = environment;
      const quiet = stacks.filter((stack) => stack.account === account).map(withoutAlarms);
      const template = { Resources: { Composite: { Type: 'AWS::CloudWatch::CompositeAlarm' } } };
      const idle = (some: typeof stacks) => estimateCost(some).charged.idle;
      const target = targetOf(environment);
      expect(idle(quiet)).toBeLessThan(target);
      expect(idle([...quiet, { stackName: 'composite', account, template }])).toBeGreaterThan(
        target,
      );
    }
  });

  test('control: the targets notice a key in every environment', () => {
    const stacks = stacksOf(synthesizedApp(exampleConfig()).assembly);
    const idle = (some: typeof stacks): CostEstimate['charged'] => estimateCost(some).charged;
    const dev = stacks.filter(({ account }) => account === '222222222222');
    const key = { Resources: { Key: { Type: 'AWS::KMS::Key' } } };
    const more = [...dev, { stackName: 'keys', account: '222222222222', template: key }];
    expect(() => {
      atMost(IDLE_DEVELOPMENT, idle(more).idle, 'dev');
    }).toThrow(/^dev costs 1\.\d\d USD a month, more than 1\.00$/);
  });
});
