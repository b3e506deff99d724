import { strengthened } from '../template/marks';
import { listOf, textOf } from '../template/resolve';
import { type JsonObject } from '../../../lambdas/shared/json-object';
import { otherwise } from './branches';

/** Type of policy -> properties that name the policy's holders. */
export const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::ManagedPolicy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::GroupPolicy': ['GroupName'],
};
export const IDENTITY = /^AWS::IAM::(?:Role|User|Group)$/;

/** Properties that limit what others grant. Without the property, everything is allowed. */
export const LIMITS: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'PermissionsBoundary',
  'AWS::IAM::User': 'PermissionsBoundary',
  'AWS::SSO::PermissionSet': 'PermissionsBoundary',
  'AWS::EC2::VPCEndpoint': 'PolicyDocument',
  'AWS::EKS::PodIdentityAssociation': 'Policy',
  'AWS::EMR::StudioSessionMapping': 'SessionPolicyArn',
  'AWS::RolesAnywhere::Profile': 'SessionPolicy',
  'AWS::Transfer::User': 'Policy',
};

/** Properties with a policy. Without one, AWS uses a policy that allows everything, or nearly. */
export const OPEN_WITHOUT: Readonly<Record<string, string>> = {
  ...LIMITS,
  'AWS::ApiGateway::RestApi': 'Policy',
  'AWS::EFS::FileSystem': 'FileSystemPolicy',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::KMS::ReplicaKey': 'KeyPolicy',
};

/** CloudFormation's default for a missing property, if it opens something. */
const DEFAULTS: Readonly<Record<string, JsonObject>> = {
  'AWS::ApiGatewayV2::Route': { AuthorizationType: 'NONE' },
};

export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** The properties that may grant something: with AWS's defaults, and without a custom resource's call on delete. */
export function grantingProperties(type: string, properties: JsonObject): JsonObject {
  if (isCustom(type)) {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'Delete'));
  }
  const defaults = Object.entries(DEFAULTS[type] ?? {}).map(
    ([name, value]) => [name, otherwise(properties[name], value)] as const,
  );
  return { ...properties, ...Object.fromEntries(defaults) };
}

/** Names, numbers and switches of a policy. They do not say whom or what it is for. */
const ABOUT_ITSELF =
  /^(?:Policy|Statement)?(?:Name|Id|Description|Revision)$|^(?:Tags|RevisionId|Type)$|^(?:Bypass|Block)/;

/** Targets of a policy that is a resource itself. Each is a scope. */
export function targets(properties: JsonObject, document: string): string[] {
  return Object.entries(properties)
    .filter(([name]) => name !== document && !ABOUT_ITSELF.test(name))
    .reduce<string[]>(
      (scopes, [name, value]) =>
        scopes.flatMap((scope) =>
          listOf(value).map((one) => `${scope} ${name} ${strengthened(textOf(one))}`),
        ),
      [''],
    );
}
