import { strengthened } from '../template/marks';
import { textOf } from '../template/resolve';
import { otherwise } from './branches';

/** Whom policies of these types are for, by property. */
export const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::ManagedPolicy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::GroupPolicy': ['GroupName'],
};
export const IDENTITY = /^AWS::IAM::(?:Role|User|Group)$/;

/** Limits of what others grant: where the property is missing, all is allowed. */
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

/** Policies in whose place AWS puts one that allows all, or nearly. */
export const OPEN_WITHOUT: Readonly<Record<string, string>> = {
  ...LIMITS,
  'AWS::ApiGateway::RestApi': 'Policy',
  'AWS::EFS::FileSystem': 'FileSystemPolicy',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::KMS::ReplicaKey': 'KeyPolicy',
};

/** What CloudFormation takes where a property is missing, if that opens something. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'AWS::ApiGatewayV2::Route': { AuthorizationType: 'NONE' },
};

export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

type Part = Readonly<Record<string, unknown>>;

/** What a resource grants by: with AWS's defaults, and without what a custom resource does to undo it. */
export function grantingProperties(type: string, properties: Part): Part {
  if (isCustom(type)) {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'Delete'));
  }
  const defaults = Object.entries(DEFAULTS[type] ?? {}).map(
    ([name, value]) => [name, otherwise(properties[name], value)] as const,
  );
  return { ...properties, ...Object.fromEntries(defaults) };
}

/** Names, numbers and switches of a policy, which say nothing of whom or what it is for. */
const ABOUT_ITSELF =
  /^(?:Policy|Statement)?(?:Name|Id|Description|Revision)$|^(?:Tags|RevisionId|Type)$|^(?:Bypass|Block)/;

/** What a policy that is a resource of its own is attached to: one scope for each. */
export function targets(properties: Part, document: string): string[] {
  return Object.entries(properties)
    .filter(([name]) => name !== document && !ABOUT_ITSELF.test(name))
    .reduce<string[]>(
      (scopes, [name, value]) =>
        scopes.flatMap((scope) =>
          [value].flat().map((one) => `${scope} ${name} ${strengthened(textOf(one))}`),
        ),
      [''],
    );
}
