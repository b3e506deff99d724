/**
 * What by its name says who may do something, and says it in no policy document that could be read. A
 * type or a property with such a name counts as a grant, unless it stands below with the reason.
 */
const GRANTING_TYPE =
  /(?:Policy|Permissions?|PermissionSet|Grant|Entitlement|Assignment|AccessEntry|AccessControlEntry|AccessKey|Authorization|CrossAccountAttachment|DataAccessor|GroupAddition|GroupAttachment|GroupMembership|PolicyPrincipalAttachment|PortfolioPrincipalAssociation|ResourceShare|PortfolioShare|RoleAttachment|BlockPublicAccess|BlockPublicAccessExclusion|BlockPublicAccessOptions)$/;

const GRANTING_PROPERTY =
  /polic(?:y|ies)|permission|principal|boundary|assumerole|auth(?:orization|entication)?types?$|^ispublic|^public(?:ly|access|endpoint|connectivity)?|publicaccess$|public(?:acls|buckets|overrides)$|unauthenticated|anonymousauthenabled|^grantee|^accesscontrol$|^allowedaccountids$/i;

export interface NoGrant {
  /** Of a type, or of a property wherever it stands. */
  readonly name: RegExp;
  readonly reason: string;
}

export const NO_GRANT_TYPES: readonly NoGrant[] = [
  { name: /::ScalingPolicy$/, reason: 'how many there are' },
  { name: /::SchedulingPolicy$/, reason: 'in which order jobs run' },
  {
    name: /::(?:Lifecycle|StorageTier|Resiliency)Policy$|^AWS::ResilienceHubV2::Policy$/,
    reason: 'how long and how safely something is kept',
  },
  {
    name: /^AWS::CloudFront::\w+Policy$/,
    reason: 'what a distribution caches, passes on and answers',
  },
  {
    name: /::(?:FirewallPolicy|TrafficPolicy|MailManagerTrafficPolicy|TransitGatewayMeteringPolicy)$|^AWS::FMS::Policy$/,
    reason: 'which packets and mails pass and what they cost, not who may call',
  },
  { name: /^AWS::Bedrock::AutomatedReasoningPolicy$/, reason: 'rules for what a model answers' },
  {
    name: /^AWS::SecurityHub::ConfigurationPolicy$/,
    reason: 'which findings are looked for',
  },
  { name: /^AWS::Logs::AccountPolicy$/, reason: 'how logs are masked, indexed and passed on' },
];

export const NO_GRANT_PROPERTIES: readonly NoGrant[] = [
  {
    name: /(?:Policy|Policies|Permissions?|Boundary)(?:Name|Id|Ids|Type|Description|Version|Revision|RevisionId|Language|Runtime|Scope|Option|Number|Period|InMinutes|DurationSeconds|RuleNumber|Label|ReferenceName|Text?Id|Variables|ChangeProtection|Details|ObjectIdentifier)$|^PolicyNames$|^PolicyQualifiers?(?:Id)?$/,
    reason: 'a name, number or kind, and not what it says',
  },
];

function isListed(list: readonly NoGrant[], name: string): boolean {
  return list.some((one) => one.name.test(name));
}

/** Whether all that a resource of this type says is a grant. */
export function isGrantingType(type: string): boolean {
  return GRANTING_TYPE.test(type) && !isListed(NO_GRANT_TYPES, type);
}

/** Whether a property by its name says who may do something. */
export function isGrantingProperty(name: string): boolean {
  return GRANTING_PROPERTY.test(name) && !isListed(NO_GRANT_PROPERTIES, name);
}
