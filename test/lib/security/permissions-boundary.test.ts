import { Template } from 'aws-cdk-lib/assertions';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { environmentBoundary, toolsBoundary } from '../../../lib/security/permissions-boundary';
import { releaseReader } from '../../../lib/security/release-reader';
import type { PolicyDocument } from '../../../lib/security/policy-document';
import { dev } from '../../helpers/sample';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { expandAction, isAllowed } from '../../helpers/iam';
import { bareAndFull, synthesizedApp } from '../../helpers/synthesis';
import { actionsOf, resourcesOf, type Statement } from '../../helpers/template-rules';

const config = bareAndFull();
const TOOLS = config.tools.account;

interface Found {
  /** Stack and logical id. */
  readonly at: string;
  readonly account: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Every resource of these types in every template of an app. */
function found(app: CloudAssembly, ...types: string[]): Found[] {
  return app.stacksRecursively.flatMap(({ stackName, template, environment: { account } }) =>
    resourcesOf(Template.fromJSON(template as Record<string, unknown>))
      .filter(([, { Type }]) => types.includes(Type))
      .map(([id, { Properties = {} }]) => ({
        at: `${stackName} ${id}`,
        account,
        properties: Properties,
      })),
  );
}

/** ARN of what a statement names, with what only AWS knows left out. */
function readable(resource: unknown, stackAccount: string): string {
  if (typeof resource === 'string') return resource;
  const [[kind, value] = []] = Object.entries(resource as Record<string, unknown>);
  if (kind === 'Fn::Sub') return String(value).replaceAll('${AWS::Partition}', 'aws');
  if (kind === 'Ref') return value === 'AWS::Partition' ? 'aws' : String(value);
  if (kind === 'Fn::Join') {
    const [, parts] = value as [string, unknown[]];
    return parts.map((part) => readable(part, stackAccount)).join('');
  }
  if (kind === 'Fn::GetAtt') {
    return `arn:aws:iam::${stackAccount}:role/waypost-pipeline-${String((value as string[])[0])}`;
  }
  throw new Error(`A role is named in a way that this test does not read: ${String(kind)}`);
}

/** Grants that a boundary takes away again: `<place> <action> <resource>`. */
async function beyond(
  grants: readonly { at: string; account: string; statement: Statement }[],
  boundary: (account: string) => PolicyDocument,
): Promise<string[]> {
  const calls = new Map<
    string,
    { at: string; account: string; action: string; resource?: string }
  >();
  for (const { at, account, statement } of grants) {
    for (const action of (await Promise.all(actionsOf(statement).map(expandAction))).flat()) {
      const named = action === 'sts:AssumeRole' ? [statement.Resource].flat() : [undefined];
      for (const one of named) {
        const resource = one === undefined ? undefined : readable(one, account);
        const call = { at, account, action, ...(resource !== undefined && { resource }) };
        calls.set(`${account} ${action} ${resource ?? ''}`, call);
      }
    }
  }
  const refused: string[] = [];
  for (const { at, account, action, resource } of calls.values()) {
    // Self-mutation may assume what bears bootstrap's tag, which its own roles alone do.
    const assumed = resource?.replace(
      /^arn:\*:iam::(\d+):role\/\*$/,
      'arn:aws:iam::$1:role/cdk-hnb659fds-deploy-role-$1-eu-west-1',
    );
    const call = { action, ...(assumed !== undefined && { resource: assumed }) };
    if (!(await isAllowed([boundary(account)], call))) refused.push(`${at} ${action}`);
  }
  return refused;
}

/** Whether a principal is a role of its own template. */
function namesRole(principal: unknown): boolean {
  return JSON.stringify(principal ?? {}).startsWith('{"AWS":{"Fn::GetAtt":');
}

const ours = (account: string) =>
  account === TOOLS ? toolsBoundary(config) : environmentBoundary();

describe('permissions boundary', () => {
  const { assembly } = synthesizedApp(config);
  const roles = found(assembly, 'AWS::IAM::Role');
  const ofRoles = found(assembly, 'AWS::IAM::Role', 'AWS::IAM::Policy').flatMap((one) => {
    const { PolicyDocument: own, Policies: inline = [] } = one.properties as {
      PolicyDocument?: { Statement: Statement[] };
      Policies?: { PolicyDocument: { Statement: Statement[] } }[];
    };
    return [own, ...inline.map((policy) => policy.PolicyDocument)]
      .flatMap((document) => document?.Statement ?? [])
      .filter(({ Effect }) => Effect === 'Allow')
      .map((statement) => ({ ...one, statement }));
  });
  /** A bucket's policy that names a role gives it no more than its boundary leaves. */
  const ofBuckets = found(assembly, 'AWS::S3::BucketPolicy').flatMap((one) => {
    const { PolicyDocument } = one.properties as { PolicyDocument: { Statement: Statement[] } };
    return PolicyDocument.Statement.filter(
      ({ Effect, Principal }) => Effect === 'Allow' && namesRole(Principal),
    ).map((statement) => ({ ...one, statement }));
  });
  const grants = [...ofRoles, ...ofBuckets];

  test('is on every role of every stack, those of the pipeline and of CDK included', () => {
    expect(roles.length).toBeGreaterThan(20);
    for (const { account, properties } of roles) {
      expect(properties['PermissionsBoundary']).toBe(
        `arn:aws:iam::${account}:policy/waypost-boundary`,
      );
    }
  });

  test("is the owner's own where the configuration names one, and nowhere else", () => {
    const { assembly: own } = synthesizedApp(
      exampleConfig({ environments: [dev, { ...prodInput, permissionsBoundary: 'owners-own' }] }),
    );
    const boundaries = new Map(
      found(own, 'AWS::IAM::Role').map((one) => [
        one.account,
        one.properties['PermissionsBoundary'],
      ]),
    );
    expect(boundaries).toEqual(
      new Map([
        ['333333333333', 'arn:aws:iam::333333333333:policy/owners-own'],
        ['222222222222', 'arn:aws:iam::222222222222:policy/waypost-boundary'],
        [TOOLS, `arn:aws:iam::${TOOLS}:policy/waypost-boundary`],
      ]),
    );
  });

  test('allows whatever a role is granted', async () => {
    expect(await beyond(grants, ours)).toEqual([]);
  });

  test('allows what the release reader is granted', async () => {
    const reader = releaseReader(config, { name: 'prod', account: '333333333333' });
    const statements = (reader?.policy.Statement ?? []) as unknown as Statement[];
    expect(statements).not.toEqual([]);
    const planted = statements.map((statement) => ({
      at: 'the release reader',
      account: '333333333333',
      statement,
    }));
    expect(await beyond(planted, ours)).toEqual([]);
  });

  test('is asked about what buckets grant to roles, too', () => {
    const actions = ofBuckets.flatMap(({ statement }) => actionsOf(statement));
    expect(actions).toContain('s3:PutBucketPolicy');
  });

  test('control: a grant beyond it is noticed', async () => {
    const statement = { Effect: 'Allow', Action: 'dynamodb:DeleteTable', Resource: '*' };
    const planted = { at: 'a role', account: '222222222222', statement };
    expect(await beyond([planted], ours)).toEqual(['a role dynamodb:DeleteTable']);
  });

  test.each([
    'iam:CreateUser',
    'iam:PassRole',
    'organizations:LeaveOrganization',
    'dynamodb:ExportTableToPointInTime',
    'dynamodb:DeleteTable',
    'lambda:UpdateFunctionCode',
    's3:DeleteBucket',
    's3:PutBucketAcl',
    'kms:ScheduleKeyDeletion',
    'kms:PutKeyPolicy',
    'route53:ChangeResourceRecordSets',
    'cloudformation:CreateStack',
    'sts:AssumeRole',
  ])('keeps %s from every role of an environment', async (action) => {
    expect(await isAllowed([environmentBoundary()], { action })).toBe(false);
  });

  test.each([
    ['a role of somebody else', 'arn:aws:iam::999999999999:role/elsewhere'],
    ['an administrator of prod', 'arn:aws:iam::333333333333:role/Administrator'],
    ['a function of prod', 'arn:aws:iam::333333333333:role/waypost-prod-deliver'],
  ])('keeps the roles of the tools account from assuming %s', async (_, resource) => {
    expect(await isAllowed([toolsBoundary(config)], { action: 'sts:AssumeRole', resource })).toBe(
      false,
    );
  });

  test('stays under the size that IAM allows', () => {
    for (const document of [environmentBoundary(), toolsBoundary(config)]) {
      expect(JSON.stringify(document).length).toBeLessThan(6144);
    }
  });
});
