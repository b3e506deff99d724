import { type HandlerGrant, type GrantTable, on } from '../grant';

const ROLE = 'arn:aws:iam::{account}:role/{named}';

/** Matches only roles with our boundary, so that CloudFormation can create no role that may do more. */
const bounded = (...actions: string[]): HandlerGrant => ({
  ...on(ROLE, ...actions),
  when: { StringEquals: { 'iam:PermissionsBoundary': '{boundary}' } },
});

/**
 * Roles. A boundary cannot be taken off, no managed policy is made, changed or attached, and of
 * users and groups nothing is said.
 */
export const ROLE_GRANTS: GrantTable = {
  'AWS::IAM::Policy': [
    bounded('iam:DeleteRolePolicy', 'iam:PutRolePolicy'),
    on(ROLE, 'iam:GetRolePolicy'),
  ],
  'AWS::IAM::Role': [
    bounded(
      'iam:CreateRole',
      'iam:DeleteRolePolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
    ),
    on(
      ROLE,
      'iam:DeleteRole',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:ListRoleTags',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
      'iam:UpdateRoleDescription',
    ),
  ],
};
