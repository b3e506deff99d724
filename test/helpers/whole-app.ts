import { Template } from 'aws-cdk-lib/assertions';
import { uncheckedApp } from '../../bin/app';
import type { Config } from '../../lib/config/config';
import { exampleConfig, prodInput } from './example-config';
import { ALL_OPTIONS } from './options';
import { dev } from '../config/sample';
import { TEST_CONTEXT } from './test-app';

/** Pipeline and environments, as the pipeline synthesizes them, with no function bundled. */
export function wholeApp(config: Config) {
  const assembly = uncheckedApp(config, {
    analyticsReporting: false,
    context: TEST_CONTEXT,
  }).synth();
  const stacks = assembly.stacksRecursively.map(({ stackName, template }) => ({
    stackName,
    template: Template.fromJSON(template as Record<string, unknown>),
  }));
  return { assembly, stacks };
}

/** One environment with nothing switched on, and one with all that there is. */
export function bareAndFull(): Config {
  return exampleConfig({ environments: [dev, { ...prodInput, ...ALL_OPTIONS }] });
}
