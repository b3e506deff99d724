import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { accountNamed } from '../../bin/commands/terminal/account-named';
import { makeBootstrapStack } from '../../bin/commands/bootstrap/account-policies';
import { stacksOf } from '../../bin/stacks-of';
import { accountsOf } from '../../lib/config/accounts';
import type { Config } from '../../lib/config/config';
import type { EnvironmentInput } from '../../lib/config/environment/environment';
import { MOST_ENVIRONMENTS } from '../../lib/constants';
import { resourceTypes } from '../../lib/security/account-policies';
import { dev, sample } from '../helpers/sample';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { synthesizedPipeline } from '../helpers/one-bucket-pipeline';
import { ALL_OPTIONS } from '../helpers/options';
import { testApp } from '../helpers/test-app';
import { everyOption, synthesizedApp } from '../helpers/synthesis';
import { type ResolvedResource, resolvedResources } from './resolved';

/** Every resource of every template, with every option on; of bootstrap's too. */
export function everyResource(): ResolvedResource[] {
  const config = everyOption();
  const { assembly } = synthesizedApp(config);
  const bootstrap = accountsOf(config).map(({ name }) => bootstrapStack(config, name, assembly));
  return [assembly.stacksRecursively, ...bootstrap].flatMap((stacks) => resolvedResources(stacks));
}

/** With names as long as they may be, and as many environments. */
export function crowdedResources(): ResolvedResource[] {
  const region = 'ap-northeast-1';
  const environment = (index: number, more: Partial<EnvironmentInput> = {}): EnvironmentInput => ({
    ...dev,
    ...more,
    name: `environm${String(index).padStart(2, '0')}`,
    region,
    account: String(200_000_000_000 + index),
    approval: true,
    ...(index > 0 && { domain: `environm${index}.example.com` }),
  });
  const owner = {
    project: 'waypost-for-somebody',
    tools: { ...sample.tools, region },
    source: {
      ...sample.source,
      connectionArn: sample.source.connectionArn
        .replace('eu-west-1', region)
        .replace('0123-abcd', '01234567-89ab-cdef-0123-456789abcdef'),
    },
  };
  const crowd = exampleConfig({
    ...owner,
    environments: Array.from({ length: MOST_ENVIRONMENTS }, (_, index) => environment(index)),
  });
  const full = exampleConfig({
    ...owner,
    environments: [environment(0, { ...prodInput, ...ALL_OPTIONS })],
  });
  const { assembly } = synthesizedApp(full);
  return [
    synthesizedPipeline({ config: crowd }).assembly.stacksRecursively,
    assembly.stacksRecursively,
    bootstrapStack(crowd, 'tools', assembly),
    bootstrapStack(full, 'environm00', assembly),
  ].flatMap((stacks) => resolvedResources(stacks));
}

function bootstrapStack(config: Config, name: string, assembly: CloudAssembly) {
  const account = accountNamed(name, accountsOf(config));
  const app = testApp();
  makeBootstrapStack(app, config, account, resourceTypes(account, stacksOf(assembly)));
  return app.synth().stacks;
}

/** A fault that a judge finds, and why it is none. */
export interface Acceptance {
  readonly fault: RegExp;
  readonly reason: string;
}

/** Faults that no acceptance is for, and acceptances that no fault needs. */
export function unaccepted(faults: readonly string[], acceptances: readonly Acceptance[]) {
  return {
    faults: [...new Set(faults)].filter(
      (fault) => !acceptances.some((acceptance) => acceptance.fault.test(fault)),
    ),
    needless: acceptances
      .filter((acceptance) => !faults.some((fault) => acceptance.fault.test(fault)))
      .map((acceptance) => acceptance.fault.source),
  };
}
