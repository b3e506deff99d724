import { type HandlerGrant, type GrantTable, on, onAny } from './grant';
import { BACKUP_GRANTS } from './resource-types/backup';
import { CONTACT_GRANTS } from './resource-types/contact';
import { DELIVERY_GRANTS } from './resource-types/delivery';
import { MAIL_AND_DNS_GRANTS } from './resource-types/mail-and-dns';
import { MONITORING_GRANTS } from './resource-types/monitoring';
import { NETWORK_GRANTS } from './resource-types/network';
import { ROLE_GRANTS } from './resource-types/roles';
import { SITE_GRANTS } from './resource-types/site';
import { STORAGE_GRANTS } from './resource-types/storage';

/** Every type that Waypost's templates may hold. */
export const RESOURCE_GRANTS: GrantTable = {
  ...BACKUP_GRANTS,
  ...CONTACT_GRANTS,
  ...DELIVERY_GRANTS,
  ...MAIL_AND_DNS_GRANTS,
  ...MONITORING_GRANTS,
  ...NETWORK_GRANTS,
  ...ROLE_GRANTS,
  ...SITE_GRANTS,
  ...STORAGE_GRANTS,
};

/** A custom resource: CloudFormation calls the function behind it. */
export const CUSTOM_RESOURCE_GRANTS: readonly HandlerGrant[] = [
  on('arn:aws:lambda:*:{account}:function:{named}', 'lambda:InvokeFunction'),
];

/** What every stack needs: references to other stacks' outputs, and the number of the bootstrap. */
export const STACK_GRANTS: readonly HandlerGrant[] = [
  on('arn:aws:cloudformation:*:{account}:stack/{named}', 'cloudformation:DescribeStacks'),
  onAny(
    'Made by `cdk bootstrap`, under its own name.',
    'arn:aws:ssm:*:{account}:parameter/cdk-bootstrap/*',
    'ssm:GetParameters',
  ),
];

/** A template holds a type that the table does not. */
class UnknownResourceType extends Error {
  readonly code = 'RESOURCE_TYPE_UNKNOWN';
  constructor(type: string) {
    super(
      `CloudFormation's role may not make ${type}: lib/security/resource-types has no line for this type. ` +
        'Add the actions that its handlers call (docs/security.md, "A new type of resource").',
    );
    this.name = 'UnknownResourceType';
  }
}

/** @throws UnknownResourceType */
export function grantsOf(type: string): readonly HandlerGrant[] {
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') {
    return CUSTOM_RESOURCE_GRANTS;
  }
  const grants = RESOURCE_GRANTS[type];
  if (!grants) throw new UnknownResourceType(type);
  return grants;
}
