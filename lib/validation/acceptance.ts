import type { CfnResource, Stack } from 'aws-cdk-lib';

/** Findings of cdk-nag's AwsSolutions pack that we live with, and why. */
export interface Acceptance {
  /** End of the path of the resources that it holds for. */
  readonly at: string;
  /** Exact ids, as cdk-nag spells them: another wildcard in the same policy is a new finding. */
  readonly findings: readonly string[] | ((stack: Stack, resource: CfnResource) => string[]);
  readonly reason: string;
}
