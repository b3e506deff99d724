import { PermissionsBoundary } from 'aws-cdk-lib';
import type { AccountConfig, Config, EnvironmentConfig } from '../config/config';
import { accountNames, environmentNames } from '../naming';
import type { ProjectName } from '../types/branded';
import { ENVIRONMENT_ACTIONS, TOOLS_ACTIONS } from './boundary-actions';
import { type PolicyDocument, policyDocument } from './policy-document';

/** Also denied by name: otherwise the policy of a resource could grant them to a session directly. */
const NEVER = ['account:*', 'iam:*', 'organizations:*', 'sso:*'];

/** Name of the managed policy that bounds the roles of an account. */
export function boundaryName(
  project: ProjectName,
  { permissionsBoundary }: Pick<AccountConfig, 'permissionsBoundary'>,
): string {
  return permissionsBoundary ?? accountNames(project).permissionsBoundary;
}

/**
 * For the props of a Stage or Stack: every role below it gets the boundary, also roles that CDK
 * makes.
 */
export function boundedRoles(
  project: ProjectName,
  account: Pick<AccountConfig, 'permissionsBoundary'>,
): PermissionsBoundary {
  return PermissionsBoundary.fromName(boundaryName(project, account));
}

/** Waypost's own boundary in an environment's account. There no role may assume another one. */
export function environmentBoundary(): PolicyDocument {
  return policyDocument([
    { Effect: 'Allow', Action: ENVIRONMENT_ACTIONS, Resource: ['*'] },
    { Effect: 'Deny', Action: [...NEVER, 'sts:AssumeRole*'], Resource: ['*'] },
  ]);
}

/**
 * Waypost's own boundary in the tools account, whose roles deliver to all the others. With `oneAccount`, it
 * is that of the environments' roles, too.
 */
export function toolsBoundary({
  project,
  tools,
  environments,
  oneAccount,
}: ToolsScope): PolicyDocument {
  const roles = [
    // The pipeline's role assumes those of its actions.
    `arn:aws:iam::${tools.account}:role/${project}-*`,
    ...[tools, ...environments].map(
      ({ account }) => `arn:aws:iam::${account}:role/cdk-hnb659fds-*-role-${account}-*`,
    ),
    // Those of an environment that admit a build of the pipeline.
    ...environments.flatMap(({ account, name }) => {
      const { smokeTestRole, stackProtectionRole, releaseReaderRole } = environmentNames(
        project,
        name,
      );
      return [smokeTestRole, stackProtectionRole, releaseReaderRole].map(
        (role) => `arn:aws:iam::${account}:role/${role}`,
      );
    }),
  ];
  const actions = oneAccount ? [...TOOLS_ACTIONS, ...ENVIRONMENT_ACTIONS] : TOOLS_ACTIONS;
  return policyDocument([
    // All roles here and but these below: named twice, those of eight environments would be too long.
    { Effect: 'Allow', Action: [...new Set([...actions, 'sts:AssumeRole'])], Resource: ['*'] },
    { Effect: 'Deny', Action: NEVER, Resource: ['*'] },
    { Effect: 'Deny', Action: ['sts:AssumeRole*'], NotResource: roles },
  ]);
}

interface ToolsScope extends Pick<Config, 'project' | 'tools' | 'oneAccount'> {
  readonly environments: readonly Pick<EnvironmentConfig, 'account' | 'name'>[];
}
