import type { Config } from '../config/config';
import { environmentNames, environmentPrefix, pipelineNames } from '../naming';
import type { EnvironmentName } from '../types/branded';
import { type PolicyDocument, policyDocument } from './policy-document';

/** The only role through which the preparation of a release sees an environment. */
export interface ReleaseReader {
  readonly roleName: string;
  /** Names of the roles in the tools account that may assume it. */
  readonly admits: readonly string[];
  readonly policy: PolicyDocument;
}

/**
 * Made by `waypost bootstrap`, because the first release is compared before anything is deployed.
 * CDK's own look-up role could read everything, also visitors' messages; this role reads templates.
 * @returns undefined for the tools account, where nothing is released to
 */
export function releaseReader(
  { project }: Pick<Config, 'project'>,
  { name, account }: { readonly name: string; readonly account: string },
): ReleaseReader | undefined {
  if (name === 'tools') return undefined;
  const environment = name as EnvironmentName;
  const tools = pipelineNames(project);
  return {
    roleName: environmentNames(project, environment).releaseReaderRole,
    admits: [
      tools.releaseDiffRole(environment),
      tools.releaseCheckRole(environment),
      tools.pullRequestRole,
    ],
    policy: policyDocument([
      {
        Effect: 'Allow',
        Action: [
          'cloudformation:DescribeStacks',
          'cloudformation:GetTemplate',
          'cloudformation:ListStackResources',
        ],
        // Any region, and CloudFormation ends each ARN with an id of its own.
        Resource: [
          `arn:aws:cloudformation:*:${account}:stack/${environmentPrefix(project, name)}-*/*`,
        ],
      },
      // Names and states of all stacks, and nothing that is in them: IAM knows no narrower list. What no
      // release delivers any more is found by it.
      { Effect: 'Allow', Action: ['cloudformation:ListStacks'], Resource: ['*'] },
    ]),
  };
}
