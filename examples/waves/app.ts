import { App, CfnOutput, Stack, type StackProps, Stage, type StageProps } from 'aws-cdk-lib';
import { PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import { Code, Function, FunctionUrlAuthType, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import {
  CodeBuildStep,
  CodePipeline,
  CodePipelineSource,
  ConfirmPermissionsBroadening,
  ShellStep,
} from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { devDependencies } from './package.json';

const HOME = 'eu-west-1';
const TOOLS = '444444444444';
const PROD = '555555555555';

/** A function with an address, in one region. */
class Greeting extends Stage {
  readonly url: CfnOutput;

  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);
    const stack = new Stack(this, 'Greeting');
    const greet = new Function(stack, 'Greet', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset('function'),
      environment: { GREETING: 'hello' },
    });
    const { url } = greet.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    this.url = new CfnOutput(stack, 'Url', { value: url });
  }
}

/** Gets the greeting of a region, and gives it to later steps as a file. */
function ask({ url }: Greeting): CodeBuildStep {
  return new CodeBuildStep('Ask', {
    envFromCfnOutputs: { URL: url },
    commands: ['mkdir answer', 'curl --fail --silent --show-error "$URL" > answer/greeting.json'],
    primaryOutputDirectory: 'answer',
  });
}

/** One wave with two regions. A person confirms what broadens permissions in the first. */
class Delivery extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const input = CodePipelineSource.connection('example/waves', 'main', {
      connectionArn: `arn:aws:codestar-connections:${HOME}:${TOOLS}:connection/example`,
    });
    const pipeline = new CodePipeline(this, 'Pipeline', {
      pipelineType: PipelineType.V2,
      crossAccountKeys: true,
      cliVersion: devDependencies['aws-cdk'],
      cdkAssetsCliVersion: devDependencies['cdk-assets'],
      synth: new ShellStep('Synth', { input, commands: ['npm ci', 'npx cdk synth'] }),
    });
    const notificationTopic = new Topic(this, 'BroaderPermissions');
    notificationTopic.addSubscription(new EmailSubscription('owner@example.com'));

    const europe = new Greeting(this, 'europe', { env: { account: PROD, region: HOME } });
    const america = new Greeting(this, 'america', { env: { account: PROD, region: 'us-east-1' } });
    const inEurope = ask(europe);
    const inAmerica = ask(america);
    const wave = pipeline.addWave('world', {
      pre: [new ShellStep('Check', { input, commands: ['node --check function/index.mjs'] })],
      post: [
        new ShellStep('Compare', {
          input: inEurope,
          additionalInputs: { '../america': inAmerica },
          commands: ['diff greeting.json ../america/greeting.json'],
        }),
      ],
    });
    wave.addStage(europe, {
      pre: [new ConfirmPermissionsBroadening('Confirm', { stage: europe, notificationTopic })],
      post: [inEurope],
    });
    wave.addStage(america, { post: [inAmerica] });
  }
}

const app = new App();
new Delivery(app, 'WavesPipeline', { env: { account: TOOLS, region: HOME } });
app.synth();
