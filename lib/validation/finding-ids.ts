import type { Stack } from 'aws-cdk-lib';
import { resourceBelow } from '../resource-below';

/** Findings of AwsSolutions-IAM5, as cdk-nag spells them. */
export function wildcards(...findings: string[]): string[] {
  return findings.map((one) => `AwsSolutions-IAM5[${one}]`);
}

/** `Resource::` finding on what another stack puts out. */
export function onOutput(output: { StackName: string; Region: string; OutputName: string }) {
  return `Resource::${JSON.stringify({ 'Fn::GetStackOutput': output })}/*`;
}

/** Findings on the log and the test reports of the CodeBuild project at a path below its stack. */
export function buildOutput(stack: Stack, projectPath: string): string[] {
  const arn = (service: string) => `Resource::arn:aws:${service}:${stack.region}:${stack.account}`;
  const name = `<${stack.getLogicalId(resourceBelow(stack, `${projectPath}/Resource`))}>`;
  return wildcards(
    `${arn('logs')}:log-group:/aws/codebuild/${name}:*`,
    `${arn('codebuild')}:report-group/${name}-*`,
  );
}

/** Actions that CDK's grants on a bucket and its key spell with a wildcard. */
export const READ_OBJECTS = wildcards(
  'Action::s3:GetBucket*',
  'Action::s3:GetObject*',
  'Action::s3:List*',
);
export const WRITE_OBJECTS = wildcards('Action::s3:Abort*', 'Action::s3:DeleteObject*');
export const USE_KEY = wildcards('Action::kms:GenerateDataKey*', 'Action::kms:ReEncrypt*');
