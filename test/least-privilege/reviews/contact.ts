import { CUSTOMER_KEY, READ, type ReviewedGrants, writesItsLog } from './review';

const READ_AND_WRITE = [
  ...READ,
  's3:Abort*',
  's3:DeleteObject*',
  's3:PutObject',
  's3:PutObjectLegalHold',
  's3:PutObjectRetention',
  's3:PutObjectTagging',
  's3:PutObjectVersionTagging',
];
const ASSETS = 'arn:aws:s3:::cdk-hnb659fds-assets-<account>-<region>';
const SITE = 'arn:aws:s3:::<env>-storage.Assets';
const WEBHOOKS = /^<env>-contact\.WebhooksPartsRole$/;
const LEVELS = /^<env>-contact\.ServiceLevelsFunctionPartsRole$/;
const OWNERS_PAGE = /^<env>-contact\.OwnersPageFunctionPartsRole$/;
const FUNCTIONS =
  /^<env>-(?:deliver|contact\.(?:Submit|SubmissionStatus|Feedback|OwnersPageFunction)PartsRole)$/;

/** Of the functions, the smoke test and the page. */
export const CONTACT_GRANTS: readonly ReviewedGrants[] = [
  ...(
    [
      [/^<env>-contact\.SubmitPartsRole$/, '/aws/lambda/<env>-submit'],
      [/^<env>-deliver$/, '/aws/lambda/<env>-deliver'],
      [/^<env>-contact\.SubmissionStatusPartsRole$/, '/aws/lambda/<env>-submission-status'],
      [/^<env>-contact\.FeedbackPartsRole$/, '/aws/lambda/<env>-feedback'],
      [LEVELS, '/aws/lambda/<env>-service-levels'],
      [WEBHOOKS, '/aws/lambda/<env>-webhooks'],
      [OWNERS_PAGE, '/aws/lambda/<env>-owners-page'],
    ] as const
  ).map(([role, log]) => writesItsLog(role, log)),
  writesItsLog(/^<env>-contact\.PageRole$/, '<env>-contact.PageLog'),
  {
    roles: /^<env>-contact\.FeedbackPartsRole$/,
    why: 'unrecorded',
    reason:
      'Its table under a customer key: SES’s events come in no rehearsal, and the fault tests, which call the function, have no key.',
    grants: [[CUSTOMER_KEY, ['kms:Decrypt']]],
  },
  {
    roles: WEBHOOKS,
    why: 'unrecorded',
    reason:
      'Its table and queues under a customer key: no rehearsal has a message to the owner with a webhook, and the fault tests, which call the function, have no key.',
    grants: [[CUSTOMER_KEY, ['kms:Decrypt', 'kms:GenerateDataKey']]],
  },
  {
    roles:
      /^<env>-(?:deliver|contact\.(?:Submit|SubmissionStatus|Feedback|ServiceLevelsFunction|OwnersPageFunction|Webhooks)PartsRole)$/,
    why: 'unrecorded',
    reason: 'X-Ray’s daemon beside the function sends its traces; X-Ray knows no resources.',
    grants: [['*', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments']]],
  },
  {
    roles: FUNCTIONS,
    why: 'unrecorded',
    reason:
      'Lambda makes network interfaces under the role, which ones it does not know before; the function itself is denied them (lib/functions/function-placement.ts).',
    grants: [
      [
        'arn:aws:ec2:<region>:<account>:*/*',
        [
          'ec2:AssignPrivateIpAddresses',
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:UnassignPrivateIpAddresses',
        ],
      ],
      ['*', ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets']],
    ],
  },
  {
    roles: OWNERS_PAGE,
    why: 'unrecorded',
    reason:
      'Its table and queues under a customer key: nobody signs in in a rehearsal, and the test that does has no key.',
    grants: [[CUSTOMER_KEY, ['kms:Decrypt', 'kms:GenerateDataKey']]],
  },
  {
    roles: /^<env>-deliver$/,
    why: 'unrecorded',
    reason:
      'Lambda asks for it before it takes the queue as an event source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
    grants: [['arn:aws:sqs:<region>:<account>:<env>-submissions', ['sqs:GetQueueAttributes']]],
  },
  {
    roles: WEBHOOKS,
    why: 'unrecorded',
    reason: 'Lambda asks for it in the same way before it takes this queue.',
    grants: [['arn:aws:sqs:<region>:<account>:<env>-webhooks', ['sqs:GetQueueAttributes']]],
  },
  {
    roles: LEVELS,
    why: 'wide',
    reason:
      'CloudWatch knows no resources to read counts of. They tell how many, and nothing of anybody.',
    grants: [['*', ['cloudwatch:GetMetricStatistics']]],
  },
  {
    roles: /^<env>-deliver$/,
    why: 'wide',
    reason:
      'In its sandbox SES asks for leave on each recipient’s identity too; the condition keeps it to one sender.',
    grants: [['arn:aws:ses:<region>:<account>:identity/*', ['ses:SendTemplatedEmail']]],
  },
  {
    roles: /^<env>-contact\.FeedbackPartsRole$/,
    why: 'unrecorded',
    reason: 'Lambda puts what failed three times on the dead-letter queue under the role.',
    grants: [
      [CUSTOMER_KEY, ['kms:GenerateDataKey']],
      ['arn:aws:sqs:<region>:<account>:<env>-feedback-dead-letter', ['sqs:SendMessage']],
    ],
  },
  {
    roles: /^<env>-smoke-test$/,
    why: 'wide',
    reason: 'The route ends with the id of the message that was sent.',
    grants: [
      [
        'arn:aws:execute-api:<region>:<account>:<env>-contact.Api/$default/GET/smoke-test/*',
        ['execute-api:Invoke'],
      ],
    ],
  },
  {
    roles: /^<env>-contact\.PageRole$/,
    why: 'unrecorded',
    reason:
      'CDK’s BucketDeployment grants it what its function calls; here the launcher publishes the files itself, as the function needs the AWS CLI.',
    grants: [
      [ASSETS, READ],
      [`${ASSETS}/*`, READ],
      [CUSTOMER_KEY, ['kms:Decrypt', 'kms:GenerateDataKey']],
      [SITE, READ_AND_WRITE],
      [`${SITE}/*`, READ_AND_WRITE],
      ['*', ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation']],
    ],
  },
];
