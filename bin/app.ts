import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Config } from '../lib/config/config';
import { pipelineNames } from '../lib/naming';
import { DeploymentStack } from '../lib/stacks/deployment-stack';
import { acceptFindings } from '../lib/validation/accept-findings';
import { deliverApplication } from '../stages/application-stage';

/** Configuration in, App out. */
export function waypostApp(config: Config, props?: AppProps): App {
  const app = uncheckedApp(config, props);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  acceptFindings(app);
  return app;
}

/** The same App without cdk-nag, which is slow, for callers that only need the templates. */
export function uncheckedApp(config: Config, props?: AppProps): App {
  const app = new App(props);
  new DeploymentStack(app, pipelineNames(config.project).stack, {
    ...config,
    env: config.tools,
    deliver: deliverApplication(config),
  });
  return app;
}
