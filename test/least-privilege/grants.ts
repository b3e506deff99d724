import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { Config } from '../../lib/config/config';
import { releaseReader } from '../../lib/security/release-reader';
import { type Place, placeOf, symbolic } from './symbols';
import { TemplateValues } from './template-values';

/** In symbols, see symbols.ts. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/** One action on one resource, as a statement grants it. */
export interface Grant {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly condition?: object;
}

export interface GrantedRole {
  /** Its name of ours, or its stack and logical id. */
  readonly role: string;
  readonly statements: readonly Statement[];
  /** Managed policies, whose statements no template shows. */
  readonly managedPolicies: readonly string[];
}

type Properties = Readonly<Record<string, unknown>>;

/** Every role of an app, with all that its templates grant, and those that bootstrap makes for it. */
export function grantedRoles(assembly: CloudAssembly, config: Config): GrantedRole[] {
  const stacks = assembly.stacksRecursively;
  return [
    ...stacks.flatMap((stack) => rolesOf(new TemplateValues(stack, stacks), stack, config)),
    ...config.environments.flatMap((environment) => {
      const reader = releaseReader(config, environment);
      if (!reader) return [];
      const place = placeOf(reader.roleName, config);
      const { Statement } = reader.policy;
      const statements = Statement.map((statement) => statementIn(statement, place));
      return [{ role: symbolic(reader.roleName, place), statements, managedPolicies: [] }];
    }),
  ];
}

/** What roles are granted: the same roles of several environments count once. */
export function grantsOf(roles: readonly GrantedRole[]): Grant[] {
  const grants = roles.flatMap(({ role, statements }) =>
    statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource, Condition }) =>
        [Action].flat().flatMap((action) =>
          [Resource].flat().map((resource): Grant => ({
            role,
            action,
            resource,
            ...(Condition && { condition: Condition }),
          })),
        ),
      ),
  );
  return [...new Map(grants.map((grant) => [JSON.stringify(grant), grant])).values()];
}

function rolesOf(
  values: TemplateValues,
  { stackName }: CloudFormationStackArtifact,
  config: Config,
): GrantedRole[] {
  return values.resources
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([id, { Properties = {} }]) => {
      const name = values.nameOf(id);
      const place = placeOf(`${stackName} ${name}`, config);
      const statements = [
        ...inlineStatements(Properties),
        ...values.resources.flatMap(([, other]) => attachedStatements(other, id)),
      ];
      return {
        role: symbolic(name, place),
        statements: statements.map((statement) => statementIn(values.valueOf(statement), place)),
        managedPolicies: [Properties['ManagedPolicyArns'] ?? []]
          .flat()
          .map((policy) => String(values.valueOf(policy))),
      };
    });
}

function statementIn(statement: unknown, place: Place): Statement {
  const { Resource, ...rest } = statement as Statement;
  const resources = [Resource].flat().map((resource) => symbolic(resource, place));
  const others = JSON.parse(symbolic(JSON.stringify(rest), place)) as Omit<Statement, 'Resource'>;
  return { ...others, Resource: resources };
}

function inlineStatements(properties: Properties): unknown[] {
  const policies = (properties['Policies'] ?? []) as { PolicyDocument: { Statement: unknown } }[];
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

function attachedStatements(
  { Type, Properties = {} }: { Type: string; Properties?: Properties },
  roleId: string,
): unknown[] {
  if (Type !== 'AWS::IAM::Policy' && Type !== 'AWS::IAM::ManagedPolicy') return [];
  const attached = (Properties['Roles'] ?? []) as { Ref?: string }[];
  if (!attached.some(({ Ref }) => Ref === roleId)) return [];
  return [(Properties['PolicyDocument'] as { Statement: unknown }).Statement].flat();
}
