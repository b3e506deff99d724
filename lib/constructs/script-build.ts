import type { CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CodeBuildStep, type IFileSetProducer } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';

/** What the pipeline tests an environment with. */
export interface SmokeTest {
  /** Environment variable -> the stage's output that it holds. */
  readonly outputs: Readonly<Record<string, CfnOutput>>;
  /** ARNs of the roles that the test assumes. */
  readonly assumes: readonly string[];
}

export interface ScriptBuildProps {
  /** Of the pipeline's action. */
  readonly name: string;
  /** Name, without `.mjs`, of a file that `postsynth` leaves beside the cloud assembly. */
  readonly script: string;
  /** The synth step's output, which holds the script. */
  readonly input: IFileSetProducer;
  readonly roleName: string;
  /** ARNs of the roles that the script assumes. */
  readonly assumes: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variable -> the stage's output that it holds. */
  readonly outputs?: Readonly<Record<string, CfnOutput>>;
}

/** Runs a script of the synth output, under a role that may assume the given ones and no more. */
export class ScriptBuild extends Construct {
  readonly step: CodeBuildStep;

  constructor(scope: Construct, id: string, props: ScriptBuildProps) {
    super(scope, id);

    const role = new Role(this, 'Role', {
      roleName: props.roleName,
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [...props.assumes] }),
    );
    this.step = new CodeBuildStep(props.name, {
      input: props.input,
      env: props.environment,
      envFromCfnOutputs: props.outputs,
      commands: [`node ${props.script}.mjs`],
      role,
    });
  }
}
