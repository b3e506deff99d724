import type { Account } from '../config/accounts';
import type { Config } from '../config/config';
import { environmentNames, environmentPrefix, functionLogGroup } from '../naming';
import type { EnvironmentName } from '../types/branded';
import { policyScopeOf } from './account-policies';
import { executionStatements, type PolicyScope } from './execution-policy';
import { type PolicyDocument, policyDocument, type PolicyStatement } from './policy-document';

/** The role of the function that checks whether an environment is still what was deployed. */
export interface DriftReader {
  readonly roleName: string;
  /** Whether it has the owner's own boundary: if the owner asks for one, every role has it. */
  readonly bounded: boolean;
  readonly policy: PolicyDocument;
}

/** Beginnings of the names of actions that only read. */
const LOOKS = /^[a-z0-9-]+:(?:BatchGet|Describe|Get|List)/;

/** These return stored data or values of parameters. No handler needs them to compare. */
const DATA: ReadonlySet<string> = new Set(['s3:GetObject', 'ssm:GetParameters']);

/**
 * What CloudFormation's handlers call to read resources of these types, without the actions that
 * create or change them. CloudFormation detects drift with the caller's role, not with its own.
 */
export function readStatements(types: Iterable<string>, scope: PolicyScope): PolicyStatement[] {
  return executionStatements(types, scope)
    .map((statement) => ({
      ...statement,
      Action: statement.Action.filter((action) => LOOKS.test(action) && !DATA.has(action)),
    }))
    .filter(({ Action }) => Action.length > 0);
}

/**
 * Made by `waypost bootstrap`, which knows every type that is deployed. It reads the settings of
 * all these types. Waypost's boundary does not allow that much, so the role does not have it.
 * @returns undefined for the tools account
 */
export function driftReader(
  config: Pick<Config, 'project'>,
  account: Account,
  types: readonly string[],
): DriftReader | undefined {
  if (account.name === 'tools') return undefined;
  const names = environmentNames(config.project, account.name as EnvironmentName);
  const prefix = environmentPrefix(config.project, account.name);
  const log = functionLogGroup(names.driftFunction);
  return {
    roleName: names.driftReaderRole,
    bounded: account.permissionsBoundary !== undefined,
    policy: policyDocument([
      {
        Effect: 'Allow',
        Action: [
          'cloudformation:DescribeStackResourceDrifts',
          'cloudformation:DetectStackDrift',
          'cloudformation:DetectStackResourceDrift',
        ],
        Resource: [`arn:aws:cloudformation:*:${account.account}:stack/${prefix}-*/*`],
      },
      {
        Effect: 'Allow',
        // CloudFormation knows no resource for them.
        Action: [
          'cloudformation:BatchDescribeTypeConfigurations',
          'cloudformation:DescribeStackDriftDetectionStatus',
        ],
        Resource: ['*'],
      },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`arn:aws:logs:${account.region}:${account.account}:log-group:${log}:*`],
      },
      ...readStatements(types, policyScopeOf(config, account)),
    ]),
  };
}
