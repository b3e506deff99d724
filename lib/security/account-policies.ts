import type { Account } from '../config/accounts';
import type { Config } from '../config/config';
import { accountNames, environmentPrefix } from '../naming';
import { executionPolicies, type PolicyScope } from './execution-policy';
import { boundaryName, environmentBoundary, toolsBoundary } from './permissions-boundary';
import type { PolicyDocument } from './policy-document';

/** A template and the account that it is deployed to. */
export interface AccountTemplate {
  readonly account: string;
  readonly template: { readonly Resources?: Readonly<Record<string, { readonly Type: string }>> };
}

/** Types of what is deployed to an account, each once and in order. */
export function resourceTypes(
  { account }: Pick<Account, 'account'>,
  templates: readonly AccountTemplate[],
): string[] {
  const types = templates
    .filter((one) => one.account === account)
    .flatMap(({ template }) => Object.values(template.Resources ?? {}).map(({ Type }) => Type));
  return [...new Set(types)].sort();
}

export function policyScopeOf(
  { project }: Pick<Config, 'project'>,
  { name, account, permissionsBoundary }: Account,
): PolicyScope {
  return {
    account,
    prefix: name === 'tools' ? project : environmentPrefix(project, name),
    boundary: boundaryName(project, { permissionsBoundary }),
  };
}

/** Waypost's boundary for the roles of an account. */
export function boundaryOf(config: Config, { name }: Account): PolicyDocument {
  return name === 'tools' ? toolsBoundary(config) : environmentBoundary();
}

/** Managed policies that bound what is deployed to an account, by name. */
export interface AccountPolicies {
  /**
   * Boundary of roles. Kept beside an owner's own boundary, too: IAM does not delete it while a
   * role has it.
   */
  readonly boundary: Readonly<Record<string, PolicyDocument>>;
  /** What CloudFormation may do. */
  readonly execution: Readonly<Record<string, PolicyDocument>>;
}

export function accountPolicies(
  config: Config,
  account: Account,
  types: readonly string[],
): AccountPolicies {
  const { permissionsBoundary, executionPolicy } = accountNames(config.project);
  return {
    boundary: { [permissionsBoundary]: boundaryOf(config, account) },
    execution: Object.fromEntries(
      executionPolicies(types, policyScopeOf(config, account)).map((document, index) => [
        executionPolicy(index + 1),
        document,
      ]),
    ),
  };
}
