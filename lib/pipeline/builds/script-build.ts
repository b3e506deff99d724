import type { CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CodeBuildStep, type IFileSetProducer } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';

export interface ScriptBuildProps {
  /** Of the pipeline's action. */
  readonly name: string;
  /** Beside the cloud assembly, where `npm run synth` leaves the scripts. */
  readonly commands: readonly string[];
  /** The synth step's output, which holds the scripts. */
  readonly input: IFileSetProducer;
  readonly roleName: string;
  /** ARNs of the roles that a script assumes. */
  readonly assumes: readonly string[];
  /** What else a script may do. */
  readonly grants?: readonly PolicyStatement[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variable -> the stage's output that it holds. */
  readonly outputs?: Readonly<Record<string, CfnOutput>>;
}

/** Runs scripts of the synth output, with a role that may do only what is named here. */
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
    for (const grant of props.grants ?? []) role.addToPolicy(grant);
    this.step = new CodeBuildStep(props.name, {
      input: props.input,
      env: props.environment,
      envFromCfnOutputs: props.outputs,
      commands: [...props.commands],
      role,
    });
  }
}
