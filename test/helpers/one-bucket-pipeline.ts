import { CfnOutput, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Config } from '../../lib/config/config';
import { pipelineNames } from '../../lib/naming';
import { DeploymentStack } from '../../lib/stacks/deployment-stack';
import { exampleConfig } from './example-config';
import { templateOf } from './synthesis';
import { testApp } from './test-app';

/** The pipeline with a stage of one bucket: it knows nothing of what it delivers. */
export function synthesizedPipeline(
  options: { config?: Config; regions?: readonly string[]; files?: readonly string[] } = {},
) {
  const { config = exampleConfig(), regions = ['us-east-1'], files = [] } = options;
  const app = testApp();
  const { stack } = pipelineNames(config.project);
  new DeploymentStack(app, stack, {
    ...config,
    env: config.tools,
    deliver: (scope, { name, account, region, protectData }) => {
      const stage = new Stage(scope, name, { env: { account, region } });
      for (const other of regions) {
        const elsewhere = new Stack(stage, other, { env: { account, region: other } });
        new Bucket(elsewhere, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY });
      }
      const home = new Stack(stage, 'home', { stackName: `home-${name}` });
      new Bucket(home, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY });
      for (const path of files) new Asset(home, path, { path });
      const url = new CfnOutput(home, 'Url', { value: 'https://example.com' });
      const assumes = [`arn:aws:iam::${account}:role/visitor-${name}`];
      const protection = {
        roleArn: `arn:aws:iam::${account}:role/protector-${name}`,
        stacks: [
          { region: 'us-east-1', stackName: `dns-${name}` },
          { region, stackName: `home-${name}` },
        ],
      };
      return {
        stage,
        smokeTest: { outputs: { PAGE_URL: url }, assumes },
        ...(protectData && { protection }),
      };
    },
  });
  const assembly = app.synth();
  return { assembly, template: templateOf(assembly, stack) };
}
