import { App, Stack, Stage } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';

/** The least that CDK Pipelines deliver: one stage with one bucket. `npm run synth` is compared with it. */
const app = new App();
const pipelineStack = new Stack(app, 'minimal-pipeline', {
  env: { account: '111111111111', region: 'eu-west-1' },
});
const pipeline = new CodePipeline(pipelineStack, 'Pipeline', {
  crossAccountKeys: true,
  synth: new ShellStep('Synth', {
    input: CodePipelineSource.connection('example/minimal', 'main', {
      connectionArn:
        'arn:aws:codeconnections:eu-west-1:111111111111:connection/00000000-0000-4000-8000-000000000000',
    }),
    commands: ['npm ci', 'npm run synth'],
  }),
});
const dev = new Stage(app, 'dev', { env: { account: '222222222222', region: 'eu-west-1' } });
new Bucket(new Stack(dev, 'storage'), 'Bucket');
pipeline.addStage(dev);
app.synth();
