import type { CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CodeBuildStep, type IFileSetProducer } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';

export interface SmokeTest {
  /** Environment variable -> the stage's output that it holds. */
  readonly outputs: Readonly<Record<string, CfnOutput>>;
  /** ARNs of the roles that the test assumes. */
  readonly assumes: readonly string[];
}

export interface SmokeTestBuildProps extends SmokeTest {
  /** The synth step's output, which holds the bundled test. */
  readonly input: IFileSetProducer;
  readonly roleName: string;
}

/** Runs `smoke-test.mjs` of the synth output, under a role that may assume the given ones and no more. */
export class SmokeTestBuild extends Construct {
  readonly step: CodeBuildStep;

  constructor(scope: Construct, id: string, props: SmokeTestBuildProps) {
    super(scope, id);

    const role = new Role(this, 'Role', {
      roleName: props.roleName,
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [...props.assumes] }),
    );
    this.step = new CodeBuildStep('SmokeTest', {
      input: props.input,
      envFromCfnOutputs: props.outputs,
      commands: ['node smoke-test.mjs'],
      role,
    });
  }
}
