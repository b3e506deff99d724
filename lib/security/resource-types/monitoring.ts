import { type GrantTable, on, onAny } from '../grant';

const ALARM = 'arn:aws:cloudwatch:*:{account}:alarm:{named}';
const TAGS = ['ListTagsForResource', 'TagResource', 'UntagResource'].map(
  (one) => `cloudwatch:${one}`,
);
const ALARM_ACTIONS = ['cloudwatch:DeleteAlarms', ...TAGS];
const readAlarms = onAny('AWS lists them together.', '*', 'cloudwatch:DescribeAlarms');
/** By the names that we give, and those that CloudFormation makes of a stack's. */
const LOG_GROUPS = ['', '/aws/*/'].map(
  (folder) => `arn:aws:logs:*:{account}:log-group:${folder}{named}`,
);
const LOG_GROUP_ACTIONS = [
  'logs:AssociateKmsKey',
  'logs:CreateLogGroup',
  'logs:DeleteLogGroup',
  'logs:DeleteRetentionPolicy',
  'logs:DisassociateKmsKey',
  'logs:GetDataProtectionPolicy',
  'logs:ListTagsForResource',
  'logs:PutRetentionPolicy',
  'logs:TagResource',
  'logs:UntagResource',
];
const delivered = (kind: string) => `arn:aws:logs:*:{account}:${kind}:*`;
const DELIVERY_ID = 'AWS gives a delivery its id.';
const COSTS = 'Costs are those of the whole account, and AWS gives what watches them its ids.';
const COST_TAGS = ['ce:ListTagsForResource', 'ce:TagResource', 'ce:UntagResource'];

/** Logs, alarms and what watches the costs. No log line is read. */
export const MONITORING_GRANTS: GrantTable = {
  'AWS::Budgets::Budget': [
    onAny(
      'AWS gives a budget its name.',
      'arn:aws:budgets::{account}:budget/*',
      'budgets:ListTagsForResource',
      'budgets:ModifyBudget',
      'budgets:TagResource',
      'budgets:UntagResource',
      'budgets:ViewBudget',
    ),
  ],
  'AWS::CE::AnomalyMonitor': [
    onAny(COSTS, '*', 'ce:CreateAnomalyMonitor'),
    onAny(
      COSTS,
      'arn:aws:ce::{account}:anomalymonitor/*',
      'ce:DeleteAnomalyMonitor',
      'ce:GetAnomalyMonitors',
      'ce:UpdateAnomalyMonitor',
      ...COST_TAGS,
    ),
  ],
  'AWS::CE::AnomalySubscription': [
    onAny(COSTS, '*', 'ce:CreateAnomalySubscription'),
    onAny(
      COSTS,
      'arn:aws:ce::{account}:anomalysubscription/*',
      'ce:DeleteAnomalySubscription',
      'ce:GetAnomalySubscriptions',
      'ce:UpdateAnomalySubscription',
      ...COST_TAGS,
    ),
  ],
  'AWS::CloudWatch::Alarm': [on(ALARM, ...ALARM_ACTIONS, 'cloudwatch:PutMetricAlarm'), readAlarms],
  'AWS::CloudWatch::Dashboard': [
    on(
      [
        'arn:aws:cloudwatch::{account}:dashboard/{prefix}',
        'arn:aws:cloudwatch::{account}:dashboard/{named}',
      ],
      'cloudwatch:DeleteDashboards',
      'cloudwatch:GetDashboard',
      'cloudwatch:PutDashboard',
      ...TAGS,
    ),
  ],
  'AWS::Logs::Delivery': [
    onAny(
      DELIVERY_ID,
      [delivered('delivery'), delivered('delivery-source'), delivered('delivery-destination')],
      'logs:CreateDelivery',
      'logs:DeleteDelivery',
      'logs:GetDelivery',
      'logs:GetDeliveryDestination',
      'logs:GetDeliverySource',
      'logs:ListTagsForResource',
      'logs:TagResource',
      'logs:UntagResource',
      'logs:UpdateDeliveryConfiguration',
    ),
    onAny('AWS lists them together.', '*', 'logs:DescribeDeliveries'),
  ],
  'AWS::Logs::DeliveryDestination': [
    onAny(
      'AWS may shorten the name.',
      delivered('delivery-destination'),
      'logs:DeleteDeliveryDestination',
      'logs:DeleteDeliveryDestinationPolicy',
      'logs:GetDeliveryDestination',
      'logs:GetDeliveryDestinationPolicy',
      'logs:ListTagsForResource',
      'logs:PutDeliveryDestination',
      'logs:PutDeliveryDestinationPolicy',
      'logs:TagResource',
      'logs:UntagResource',
    ),
    on('arn:aws:s3:::{named}', 's3:GetBucketPolicy', 's3:PutBucketPolicy'),
  ],
  'AWS::Logs::DeliverySource': [
    onAny(
      'AWS may shorten the name.',
      delivered('delivery-source'),
      'logs:GetDeliverySource',
      'logs:ListTagsForResource',
      'logs:PutDeliverySource',
      'logs:TagResource',
      'logs:UntagResource',
    ),
    onAny(
      "AWS may shorten the name; its reference says that a source's deletion is checked on destinations.",
      [delivered('delivery-source'), delivered('delivery-destination')],
      'logs:DeleteDeliverySource',
    ),
    onAny(
      'AWS gives a distribution its id.',
      'arn:aws:cloudfront::{account}:distribution/*',
      'cloudfront:AllowVendedLogDeliveryForResource',
    ),
  ],
  'AWS::Logs::LogGroup': [
    on(LOG_GROUPS, ...LOG_GROUP_ACTIONS),
    onAny(
      'Route 53 writes to log groups that are named by their zone.',
      'arn:aws:logs:us-east-1:{account}:log-group:/aws/route53/*',
      ...LOG_GROUP_ACTIONS,
    ),
    onAny(
      'AWS lists them together.',
      '*',
      'logs:DescribeIndexPolicies',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
    ),
  ],
  'AWS::Logs::MetricFilter': [
    on(LOG_GROUPS, 'logs:DeleteMetricFilter', 'logs:DescribeMetricFilters', 'logs:PutMetricFilter'),
  ],
  'AWS::Logs::QueryDefinition': [
    onAny(
      'AWS knows no resources for saved queries.',
      '*',
      'logs:DeleteQueryDefinition',
      'logs:DescribeQueryDefinitions',
      'logs:PutQueryDefinition',
    ),
  ],
  'AWS::Logs::ResourcePolicy': [
    onAny(
      'The account has one set of such policies.',
      '*',
      'logs:DeleteResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:PutResourcePolicy',
    ),
  ],
};
