import { App, SecretValue, Stack, type StackProps, Stage, type StageProps } from 'aws-cdk-lib';
import { BuildEnvironmentVariableType } from 'aws-cdk-lib/aws-codebuild';
import { Repository } from 'aws-cdk-lib/aws-codecommit';
import { PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CodeBuildStep, CodePipeline, CodePipelineSource } from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { devDependencies } from './package.json';

const REGION = 'eu-west-1';
const OTHER_REGION = 'us-east-1';
const TOOLS = '444444444444';
const DEV = '555555555555';

/** A function in two regions, so that its asset is published in both. */
class Everywhere extends Stage {
  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);
    for (const region of [REGION, OTHER_REGION]) {
      const stack = new Stack(this, region, { env: { account: DEV, region } });
      new Function(stack, 'Greet', {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromAsset('function'),
        environment: { GREETING: 'hello' },
      });
    }
  }
}

/** A pipeline of type V1: the app from GitHub with a token, a library from CodeCommit, and a secret for the build. */
class Delivery extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const license = new Secret(this, 'License', {
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'key' },
    });
    const library = Repository.fromRepositoryName(this, 'Library', 'library');
    const pipeline = new CodePipeline(this, 'Pipeline', {
      pipelineType: PipelineType.V1,
      crossAccountKeys: true,
      cliVersion: devDependencies['aws-cdk'],
      cdkAssetsCliVersion: devDependencies['cdk-assets'],
      synth: new CodeBuildStep('Synth', {
        input: CodePipelineSource.gitHub('example/two-sources', 'main', {
          authentication: SecretValue.secretsManager('github-token'),
        }),
        additionalInputs: { '../library': CodePipelineSource.codeCommit(library, 'main') },
        buildEnvironment: {
          environmentVariables: {
            LICENSE: {
              type: BuildEnvironmentVariableType.SECRETS_MANAGER,
              value: `${license.secretArn}:key`,
            },
          },
        },
        commands: ['test -n "$LICENSE"', 'test -f ../library/words.txt', 'npm ci', 'npx cdk synth'],
      }),
    });
    pipeline.addStage(new Everywhere(this, 'dev', {}));
  }
}

const app = new App();
new Delivery(app, 'TwoSourcesPipeline', { env: { account: TOOLS, region: REGION } });
app.synth();
