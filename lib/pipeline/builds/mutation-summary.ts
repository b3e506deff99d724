import type { Stack } from 'aws-cdk-lib';
import { BuildSpec } from 'aws-cdk-lib/aws-codebuild';
import { CodeBuildAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { CodeBuildOptions, CodePipeline } from 'aws-cdk-lib/pipelines';
import {
  MUTATION_SCRIPT,
  MUTATION_SUMMARY_ENV,
  MUTATION_SUMMARY_FILE,
  MUTATION_SUMMARY_VARIABLE,
  MUTATIONS_PREFIX,
  type MutationSummaryEnv,
} from '../../../release/mutation/contract';

/** Lets the build that updates the pipeline say what it changes, and stop an endless loop of updates. */
export function mutationSummary(pipeline: Stack, artifacts: IBucket): CodeBuildOptions {
  const { partition, region, account, stackName } = pipeline;
  const environment = {
    [MUTATION_SUMMARY_ENV.stack]: stackName,
    [MUTATION_SUMMARY_ENV.template]: pipeline.templateFile,
    [MUTATION_SUMMARY_ENV.bucket]: artifacts.bucketName,
  } satisfies MutationSummaryEnv;
  return {
    buildEnvironment: {
      environmentVariables: Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [name, { value }]),
      ),
    },
    partialBuildSpec: BuildSpec.fromObject({
      version: '0.2',
      env: { 'exported-variables': [MUTATION_SUMMARY_VARIABLE] },
      phases: {
        pre_build: {
          commands: [
            // A commit from before the script was there can still be released.
            `[ ! -f ${MUTATION_SCRIPT} ] || node ${MUTATION_SCRIPT}`,
            `export ${MUTATION_SUMMARY_VARIABLE}="$(cat ${MUTATION_SUMMARY_FILE} 2>/dev/null || echo unknown)"`,
          ],
        },
      },
    }),
    rolePolicy: [
      new PolicyStatement({
        actions: ['cloudformation:GetTemplate'],
        // CloudFormation ends the ARN with an id of its own.
        resources: [`arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/*`],
      }),
      // What no release delivers any more. IAM knows no narrower list; CDK's own grants let the build read tags.
      new PolicyStatement({ actions: ['cloudformation:ListStacks'], resources: ['*'] }),
      // CDK's own grants let the build read the bucket and use its key.
      new PolicyStatement({
        actions: ['s3:PutObject'],
        resources: [artifacts.arnForObjects(`${MUTATIONS_PREFIX}*`)],
      }),
    ],
  };
}

/**
 * Gives the summary a namespace, without which CodePipeline hands no variable on. CDK Pipelines has no
 * property for it.
 */
export function exportMutationSummary({ pipeline }: CodePipeline) {
  const [action] = pipeline.stage('UpdatePipeline').actions;
  if (!(action instanceof CodeBuildAction)) {
    throw new Error('CDK Pipelines now updates the pipeline in another way.');
  }
  // Whoever names a variable makes CDK give its action a namespace.
  action.variable(MUTATION_SUMMARY_VARIABLE);
}
