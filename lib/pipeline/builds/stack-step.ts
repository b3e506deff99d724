import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, DefaultStackSynthesizer, Stage, type Stack } from 'aws-cdk-lib';
import type { IStage } from 'aws-cdk-lib/aws-codepipeline';
import { CloudFormationCreateUpdateStackAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import {
  type CodePipelineActionFactoryResult,
  type FileSet,
  type ICodePipelineActionFactory,
  type ProduceActionOptions,
  Step,
} from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';

export interface StackStepProps {
  /** Beside the pipeline's, in the pipeline's account and region. It has no asset, and makes no role. */
  readonly stack: Stack;
  /** Holds its template. */
  readonly assembly: FileSet;
}

/**
 * Deploys a stack that may refer to the pipeline's stack, which a stack of a Stage may not. If its
 * creation failed, a retry creates it again, where CREATE_UPDATE would refuse. So the stack must
 * hold no state.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
export class StackStep extends Step implements ICodePipelineActionFactory {
  constructor(
    id: string,
    private readonly props: StackStepProps,
  ) {
    super(id);
    this.addDependencyFileSet(props.assembly);
  }

  produceAction(
    stage: IStage,
    { actionName, runOrder, artifacts, scope }: ProduceActionOptions,
  ): CodePipelineActionFactoryResult {
    const { stack, assembly } = this.props;
    const { synthesizer } = stack;
    if (!(synthesizer instanceof DefaultStackSynthesizer)) {
      throw new Error(`${stack.stackName} is not deployed by the roles of bootstrap.`);
    }
    const file = artifacts.toCodePipeline(assembly);
    stage.addAction(
      new CloudFormationCreateUpdateStackAction({
        actionName,
        runOrder,
        stackName: stack.stackName,
        templatePath: file.atPath(stack.templateFile),
        templateConfiguration: file.atPath(tagFile(stack)),
        adminPermissions: false,
        replaceOnFailure: true,
        role: imported(scope, 'DeployRole', synthesizer.deployRoleArn),
        deploymentRole: imported(
          scope,
          'ExecutionRole',
          synthesizer.cloudFormationExecutionRoleArn,
        ),
      }),
    );
    return { runOrdersConsumed: 1 };
  }
}

/** Beside the template, as CDK Pipelines does it for the stacks of a Stage. */
function tagFile(stack: Stack): string {
  const file = `${stack.templateFile}.config.json`;
  const folder = Stage.of(stack)?.outdir;
  if (folder === undefined) throw new Error(`${stack.stackName} is in no app.`);
  writeFileSync(join(folder, file), JSON.stringify({ Tags: stack.tags.tagValues() }, undefined, 2));
  return file;
}

/** A role of bootstrap, which the policies of the artifacts let in as they do those of other accounts. */
function imported(scope: Construct, id: string, arn: string): IRole {
  return Role.fromRoleArn(scope, id, arn.replaceAll('${AWS::Partition}', Aws.PARTITION), {
    mutable: false,
    addGrantsToResources: true,
  });
}
