import { type GrantTable, on, onAny, serviceLinkedRole } from '../grant';

const ZONE = 'arn:aws:route53:::hostedzone/*';
const ZONE_ID = 'AWS gives a zone its id.';
const CHANGE = onAny(
  'AWS gives a change its id.',
  'arn:aws:route53:::change/*',
  'route53:GetChange',
);
const CONFIGURATION_SET = [
  'arn:aws:ses:*:{account}:configuration-set/{prefix}',
  'arn:aws:ses:*:{account}:configuration-set/{named}',
];
const TEMPLATE = 'arn:aws:ses:*:{account}:template/{named}';
const describeSet = onAny(
  'The first version of SES’s API knows no resources; handlers read with both.',
  '*',
  'ses:DescribeConfigurationSet',
);
/** SES makes it with the first of its resources, to write metrics. */
const sesRole = serviceLinkedRole('ses.amazonaws.com');

const records = [
  onAny(
    ZONE_ID,
    ZONE,
    'route53:ChangeResourceRecordSets',
    'route53:GetHostedZone',
    'route53:ListResourceRecordSets',
  ),
  CHANGE,
];

export const MAIL_AND_DNS_GRANTS: GrantTable = {
  'AWS::Route53::DNSSEC': [
    onAny(
      ZONE_ID,
      ZONE,
      'route53:DisableHostedZoneDNSSEC',
      'route53:EnableHostedZoneDNSSEC',
      'route53:GetDNSSEC',
    ),
    CHANGE,
  ],
  'AWS::Route53::HostedZone': [
    onAny('There is no zone yet.', '*', 'route53:CreateHostedZone'),
    onAny(
      ZONE_ID,
      ZONE,
      'route53:ChangeTagsForResource',
      'route53:CreateQueryLoggingConfig',
      'route53:DeleteHostedZone',
      'route53:GetHostedZone',
      'route53:ListQueryLoggingConfigs',
      'route53:ListTagsForResource',
      'route53:UpdateHostedZoneComment',
      'route53:UpdateHostedZoneFeatures',
    ),
    onAny(
      'AWS gives the logging of queries its id.',
      'arn:aws:route53:::queryloggingconfig/*',
      'route53:DeleteQueryLoggingConfig',
    ),
    CHANGE,
  ],
  'AWS::Route53::KeySigningKey': [
    onAny(
      ZONE_ID,
      ZONE,
      'route53:ActivateKeySigningKey',
      'route53:CreateKeySigningKey',
      'route53:DeactivateKeySigningKey',
      'route53:DeleteKeySigningKey',
      'route53:GetDNSSEC',
    ),
    CHANGE,
    onAny(
      'AWS gives a key its id; the keys of DNSSEC alone can be used for signing.',
      'arn:aws:kms:us-east-1:{account}:key/*',
      'kms:DescribeKey',
      'kms:GetPublicKey',
      'kms:Sign',
    ),
  ],
  'AWS::Route53::RecordSet': records,
  'AWS::SES::ConfigurationSet': [
    on(
      CONFIGURATION_SET,
      'ses:CreateConfigurationSet',
      'ses:DeleteConfigurationSet',
      'ses:GetConfigurationSet',
      'ses:ListTagsForResource',
      'ses:PutConfigurationSetArchivingOptions',
      'ses:PutConfigurationSetDeliveryOptions',
      'ses:PutConfigurationSetReputationOptions',
      'ses:PutConfigurationSetSendingOptions',
      'ses:PutConfigurationSetSuppressionOptions',
      'ses:PutConfigurationSetTrackingOptions',
      'ses:PutConfigurationSetVdmOptions',
      'ses:TagResource',
      'ses:UntagResource',
    ),
    describeSet,
    sesRole,
  ],
  'AWS::SES::ConfigurationSetEventDestination': [
    on(
      CONFIGURATION_SET,
      'ses:CreateConfigurationSetEventDestination',
      'ses:DeleteConfigurationSetEventDestination',
      'ses:GetConfigurationSetEventDestinations',
      'ses:UpdateConfigurationSetEventDestination',
    ),
    describeSet,
  ],
  'AWS::SES::EmailIdentity': [
    onAny(
      'An identity is named by the domain or the address that it is.',
      'arn:aws:ses:*:{account}:identity/*',
      'ses:CreateEmailIdentity',
      'ses:CreateEmailIdentityPolicy',
      'ses:DeleteEmailIdentity',
      'ses:DeleteEmailIdentityPolicy',
      'ses:GetEmailIdentity',
      'ses:GetEmailIdentityPolicies',
      'ses:ListTagsForResource',
      'ses:PutEmailIdentityConfigurationSetAttributes',
      'ses:PutEmailIdentityDkimAttributes',
      'ses:PutEmailIdentityDkimSigningAttributes',
      'ses:PutEmailIdentityFeedbackAttributes',
      'ses:PutEmailIdentityMailFromAttributes',
      'ses:TagResource',
      'ses:UntagResource',
      'ses:UpdateEmailIdentityPolicy',
    ),
    sesRole,
  ],
  'AWS::SES::Template': [
    on(
      TEMPLATE,
      'ses:CreateEmailTemplate',
      'ses:DeleteEmailTemplate',
      'ses:GetEmailTemplate',
      'ses:ListTagsForResource',
      'ses:TagResource',
      'ses:UntagResource',
      'ses:UpdateEmailTemplate',
    ),
    onAny(
      'The first version of SES’s API knows no resources; AWS says to allow both.',
      '*',
      'ses:CreateTemplate',
      'ses:DeleteTemplate',
      'ses:GetTemplate',
      'ses:UpdateTemplate',
    ),
  ],
};
