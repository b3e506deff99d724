/**
 * Names of types and properties that say who may do something. Policy documents are found by their shape.
 * A type or a property with such a name counts as a grant even without a document. Then it is not rated,
 * unless it is in the list below, with the reason.
 */
const GRANTING_TYPE =
  /(?:Policy|Permissions?|Grant|Entitlement|Assignment|AccessEntry|AccessControlEntry|AccessKey|Authorization|Authorizer|CrossAccountAttachment|DataAccessor|GroupAddition|GroupAttachment|GroupMembership|InstanceProfile|OIDCProvider|OpenIdConnectProvider|SAMLProvider|TrustAnchor|PolicyPrincipalAttachment|PortfolioPrincipalAssociation|ResourceShare|PortfolioShare|RoleAttachment|BlockPublicAccess|BlockPublicAccessExclusion|BlockPublicAccessOptions)$/;

const GRANTING_PROPERTY =
  /polic(?:y|ies)|permission|principal|boundary|assumerole|auth(?:orization|entication)?types?$|^authorizationscopes$|^authorizerid$|^ispublic|^public|publicaccess$|public(?:acls|buckets|overrides)$|unauthenticated|anonymousauthenabled|^grantee|^accesscontrol$|^accessrules$|^allowedaccountids$|crossaccount|^sharing|^trusted(?:KeyGroups|Signers|ResourceOwners)$|^disableexecuteapiendpoint$|^loginprofile$|^fn::(?:transform$|foreach::)|role(?:arn)?$|instanceprofile(?:arn|name)?$/i;

export interface NoGrant {
  /** Of a type, or of a property at any depth. */
  readonly name: RegExp;
  readonly reason: string;
}

export const NO_GRANT_TYPES: readonly NoGrant[] = [
  { name: /::(?:Scaling|Scheduling)Policy$/, reason: 'how many there are, and in which order' },
  {
    name: /::(?:Lifecycle|StorageTier|Resiliency)Policy$|^AWS::ResilienceHubV2::Policy$/,
    reason: 'how long and how safely something is kept',
  },
  { name: /^AWS::CloudFront::\w+Policy$/, reason: 'what is cached, passed on and answered' },
  {
    name: /::(?:FirewallPolicy|TrafficPolicy|MailManagerTrafficPolicy|TransitGatewayMeteringPolicy)$|^AWS::FMS::Policy$/,
    reason: 'which packets and mails pass, not who may call',
  },
  { name: /^AWS::Bedrock::AutomatedReasoningPolicy$/, reason: 'rules for what a model answers' },
  { name: /^AWS::SecurityHub::ConfigurationPolicy$/, reason: 'which findings are looked for' },
  { name: /^AWS::Logs::AccountPolicy$/, reason: 'how logs are masked, indexed and passed on' },
];

export const NO_GRANT_PROPERTIES: readonly NoGrant[] = [
  {
    name: /(?:Policy|Permissions?)(?:Names?|Ids?|Type|Description|Language|Runtime|Option|RuleNumber|RevisionId|PeriodInMinutes|DurationSeconds|Label|ReferenceName|Variables|ChangeProtection|ObjectIdentifier)$|^PolicyQualifiers?(?:Id)?$/,
    reason: 'a name, a number or a kind, not the content',
  },
  {
    name: /Scaling(?:Policy|Policies)(?:$|Configuration$|UpdateBehavior$)|^(?:ScaleIn|ScaleOut|MixedInstances|InstanceLifecycle|InstanceMaintenance|InstanceReuse|AvailabilityZoneImpairment|Termination|ExcessCapacityTermination|AutoTermination|GameServerProtection|NewGameSessionProtection|GameSessionCreationLimit|ResourceCreationLimit|PlayerLatency|DlRate|UlRate)Polic(?:y|ies)$|^SchedulingPolicyArn$/,
    reason: 'how many, how fast, and which first',
  },
  {
    name: /^(?:Update|RollingUpdate|BlueGreenUpdate|ComponentUpdate|ConfigurationValidation|FailureHandling|Upgrade|AutoDisable|Deployment)Polic(?:y|ies)$|^(?:Recrawl|SchemaChange|IngestionWait|AutoImport|AutoExport|ImagePull|PullRequestBuild|ScriptCaching|LanguageSelection|Fill)Policy$/,
    reason: 'how and when something is brought up to date',
  },
  {
    name: /^(?:Retry|Restart|Redrive|Replay|Delivery|Filter|ActionFailure|ConnectionDraining|Routing)Policy$/,
    reason: 'what is delivered, and how often it is tried',
  },
  {
    name: /Lifecycle(?:Policy|Policies|PolicyText)$|^(?:Archive|Backup|BackupRetention|Retention|ResourceRetention|Snapshot|Tiering|Pit|Deletion|DataDeletion|FSxLustreDeletion|DeletePropagation|UpdateReplace)Policy$/,
    reason: 'how long something is kept',
  },
  {
    name: /^(?:Security|TLSSecurity|Tls|Ssl|Https|Alpn|Protocol|OriginProtocol|ViewerProtocol|Referrer|ContentSecurity|Client|Dns|AccessLogging|AppCookieStickiness|LBCookieStickiness)Policy$/,
    reason: 'how a connection is made, and what an answer carries',
  },
  {
    name: /^(?:Content|ContextualGrounding|SensitiveInformation|Topic|Word|AutomatedReasoning)PolicyConfig$|^PolicyDefinition$/,
    reason: 'what a model may be asked and answer',
  },
  {
    name: /^Metric(?:Policy|PolicyRules)$|^FieldIndexPolicies$|^DataProtectionPolicy$/,
    reason: 'what is measured, indexed and masked',
  },
  {
    name: /^Public(?:Key|Certificate|SigningKey|IP|Ip|Ipv4|DomainNames|Address|Type|Version)/,
    reason: 'keys to check with, and names and addresses that are public by their nature',
  },
  { name: /^(?:Lower|Upper)Boundary$|^AppBoundaryKey$/, reason: 'the end of a range' },
  {
    name: /^PasswordPolicy$|^SignInPolicy$/,
    reason: 'how people sign in who already have access',
  },
  {
    name: /^Bypass\w+Check$|MisConfigurationCheck$|PermissiveCheck$/,
    reason: 'what is looked for',
  },
];

function isListed(list: readonly NoGrant[], name: string): boolean {
  return list.some((one) => one.name.test(name));
}

/** Whether a type has the name of a grant and is none. Then the names of its properties do not count either. */
export function isNoGrant(type: string): boolean {
  return isListed(NO_GRANT_TYPES, type);
}

/** Whether everything in a resource of this type is a grant. */
export function isGrantingType(type: string): boolean {
  return GRANTING_TYPE.test(type) && !isNoGrant(type);
}

/** Whether the name of a property says that it grants something. */
export function isGrantingProperty(name: string): boolean {
  return GRANTING_PROPERTY.test(name) && !isListed(NO_GRANT_PROPERTIES, name);
}
