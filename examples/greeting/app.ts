import { App, CfnOutput, Stack, type StackProps, Stage, type StageProps } from 'aws-cdk-lib';
import { Code, Function, FunctionUrlAuthType, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  CodePipeline,
  CodePipelineSource,
  ManualApprovalStep,
  ShellStep,
} from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { devDependencies } from './package.json';

const REGION = 'eu-west-1';
const TOOLS = '444444444444';
const DEV = '555555555555';
const PROD = '666666666666';

/** One function of one asset, with an address. */
class Greeting extends Stack {
  readonly url: CfnOutput;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const greet = new Function(this, 'Greet', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset('function'),
      environment: { GREETING: 'hello' },
    });
    const { url } = greet.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    this.url = new CfnOutput(this, 'Url', { value: url });
  }
}

/** What each environment gets. */
class Environment extends Stage {
  readonly greeting: Greeting;

  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);
    this.greeting = new Greeting(this, 'Greeting');
  }
}

/** CDK Pipelines with its defaults: a change set for each stack, and one build for each asset. */
class Delivery extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const pipeline = new CodePipeline(this, 'Pipeline', {
      // Artifacts are read in the other accounts.
      crossAccountKeys: true,
      cliVersion: devDependencies['aws-cdk'],
      cdkAssetsCliVersion: devDependencies['cdk-assets'],
      synth: new ShellStep('Synth', {
        input: CodePipelineSource.connection('example/greeting', 'main', {
          connectionArn: `arn:aws:codestar-connections:${REGION}:${TOOLS}:connection/example`,
        }),
        commands: ['npm ci', 'npx cdk synth'],
      }),
    });
    const dev = new Environment(this, 'dev', { env: { account: DEV, region: REGION } });
    pipeline.addStage(dev, {
      post: [
        new ShellStep('Test', {
          envFromCfnOutputs: { URL: dev.greeting.url },
          commands: ['curl --fail --silent --show-error "$URL" | grep hello'],
        }),
      ],
    });
    pipeline.addStage(new Environment(this, 'prod', { env: { account: PROD, region: REGION } }), {
      pre: [new ManualApprovalStep('Approve')],
    });
  }
}

const app = new App();
new Delivery(app, 'GreetingPipeline', { env: { account: TOOLS, region: REGION } });
app.synth();
