import { Template } from 'aws-cdk-lib/assertions';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Config } from '../../lib/config/config';
import { type EnvironmentNames, environmentNames } from '../../lib/naming';
import { ApplicationStage } from '../../stages/application-stage';
import { exampleConfig } from './example-config';
import { testApp } from './test-app';

export type StackName = keyof EnvironmentNames['stacks'];

/** One environment of a configuration, synthesized once. */
export function synthesizedEnvironment(name: string, config: Config = exampleConfig()) {
  const environment = config.environments.find((one) => one.name === name);
  if (!environment) throw new Error(`no environment ${name}`);
  const app = testApp();
  const stage = new ApplicationStage(app, name, { ...config, environment });
  const assembly = stage.synth();
  const { stacks } = environmentNames(config.project, environment.name);
  const template = (stack: StackName) => templateOf(assembly, stacks[stack]);
  const made = assembly.stacks.map(({ stackName }) => stackName);
  const all = Object.keys(stacks)
    .map((stack) => stack as StackName)
    .filter((stack) => made.includes(stacks[stack]))
    .map((stack) => ({ stack, template: template(stack) }));
  return { stage, assembly, template, all };
}

export function templateOf(assembly: CloudAssembly, stackName: string): Template {
  return Template.fromJSON(assembly.getStackByName(stackName).template as Record<string, unknown>);
}
