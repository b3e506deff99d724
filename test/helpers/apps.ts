import type { App } from 'aws-cdk-lib';
import { uncheckedApp } from '../../bin/app';
import type { Config } from '../../lib/config/config';
import { ApplicationStage } from '../../stages/application-stage';
import { TEST_CONTEXT, testApp } from './test-app';

/** Pipeline and environments, as the pipeline makes them, with no function bundled. */
export function wholeApp(config: Config, outdir?: string): App {
  return uncheckedApp(config, {
    analyticsReporting: false,
    context: TEST_CONTEXT,
    ...(outdir !== undefined && { outdir }),
  });
}

/** One environment, before it is synthesized. */
export function environmentStage(name: string, config: Config, outdir?: string): ApplicationStage {
  const environment = config.environments.find((one) => one.name === name);
  if (!environment) throw new Error(`no environment ${name}`);
  const app = testApp(outdir === undefined ? {} : { outdir });
  return new ApplicationStage(app, name, { ...config, environment });
}
