import { type GrantTable, on, onAny, passRoleTo, serviceLinkedRole } from '../grant';

const FUNCTION = 'arn:aws:lambda:*:{account}:function:{named}';
const MAPPING = 'arn:aws:lambda:*:{account}:event-source-mapping:*';
const OF_OUR_FUNCTIONS = { ArnLike: { 'lambda:FunctionArn': FUNCTION } };
const API = ['/apis', '/apis/*', '/tags/*'].map((path) => `arn:aws:apigateway:*::${path}`);
/** Verbs, and the two that API Gateway asks for by name where an API or a stage bears tags. */
const API_ACTIONS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT', 'TagResource', 'UntagResource'];
const api = onAny(
  'AWS gives an API its id.',
  API,
  ...API_ACTIONS.map((one) => `apigateway:${one}`),
);

const pool = (...actions: string[]) =>
  onAny('AWS gives a user pool its id.', 'arn:aws:cognito-idp:*:{account}:userpool/*', ...actions);

/** Functions, the API in front of them and what they read from. */
export const CONTACT_GRANTS: GrantTable = {
  'AWS::ApiGatewayV2::Api': [api, serviceLinkedRole('ops.apigateway.amazonaws.com')],
  'AWS::ApiGatewayV2::Authorizer': [api],
  'AWS::ApiGatewayV2::Integration': [api],
  'AWS::ApiGatewayV2::Route': [api],
  'AWS::ApiGatewayV2::Stage': [
    api,
    onAny(
      'Of access logs; CloudWatch Logs knows no resource for a delivery made this way.',
      '*',
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ),
  ],
  'AWS::Cognito::UserPool': [
    onAny('There is none yet.', '*', 'cognito-idp:CreateUserPool'),
    pool(
      'cognito-idp:DeleteUserPool',
      'cognito-idp:DescribeUserPool',
      'cognito-idp:GetUserPoolMfaConfig',
      'cognito-idp:ListTagsForResource',
      'cognito-idp:SetUserPoolMfaConfig',
      'cognito-idp:TagResource',
      'cognito-idp:UntagResource',
      'cognito-idp:UpdateUserPool',
    ),
  ],
  'AWS::Cognito::UserPoolClient': [
    pool(
      'cognito-idp:CreateUserPoolClient',
      'cognito-idp:DeleteUserPoolClient',
      'cognito-idp:DescribeUserPoolClient',
      'cognito-idp:UpdateUserPoolClient',
    ),
  ],
  'AWS::Cognito::UserPoolDomain': [
    onAny('A domain is looked up in every user pool.', '*', 'cognito-idp:DescribeUserPoolDomain'),
    pool(
      'cognito-idp:CreateUserPoolDomain',
      'cognito-idp:DeleteUserPoolDomain',
      'cognito-idp:UpdateUserPoolDomain',
    ),
  ],
  'AWS::Lambda::EventSourceMapping': [
    {
      ...onAny(
        'There is none yet; of our functions alone.',
        '*',
        'lambda:CreateEventSourceMapping',
      ),
      when: OF_OUR_FUNCTIONS,
    },
    {
      ...onAny(
        'AWS gives a mapping its id; of our functions alone.',
        MAPPING,
        'lambda:DeleteEventSourceMapping',
        'lambda:UpdateEventSourceMapping',
      ),
      when: OF_OUR_FUNCTIONS,
    },
    onAny(
      'AWS gives a mapping its id.',
      MAPPING,
      'lambda:GetEventSourceMapping',
      'lambda:ListTags',
      'lambda:TagResource',
      'lambda:UntagResource',
    ),
  ],
  'AWS::Lambda::Function': [
    on(
      FUNCTION,
      'lambda:CreateFunction',
      'lambda:DeleteFunction',
      'lambda:DeleteFunctionConcurrency',
      'lambda:GetFunction',
      'lambda:GetFunctionCodeSigningConfig',
      'lambda:GetFunctionConfiguration',
      'lambda:GetFunctionRecursionConfig',
      'lambda:GetFunctionScalingConfig',
      'lambda:GetRuntimeManagementConfig',
      'lambda:ListTags',
      'lambda:PutFunctionConcurrency',
      'lambda:TagResource',
      'lambda:UntagResource',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ),
    onAny(
      'CloudFormation names a layer by its logical id.',
      'arn:aws:lambda:*:{account}:layer:*',
      'lambda:GetLayerVersion',
    ),
    on('arn:aws:s3:::cdk-hnb659fds-assets-{account}-*/*', 's3:GetObject'),
    passRoleTo('lambda.amazonaws.com'),
  ],
  'AWS::Lambda::LayerVersion': [
    onAny(
      'CloudFormation names a layer by its logical id.',
      'arn:aws:lambda:*:{account}:layer:*',
      'lambda:DeleteLayerVersion',
      'lambda:GetLayerVersion',
      'lambda:PublishLayerVersion',
    ),
    on('arn:aws:s3:::cdk-hnb659fds-assets-{account}-*/*', 's3:GetObject'),
  ],
  'AWS::Lambda::Permission': [
    on(FUNCTION, 'lambda:AddPermission', 'lambda:GetPolicy', 'lambda:RemovePermission'),
  ],
  'AWS::SNS::Subscription': [
    on('arn:aws:sns:*:{account}:{named}', 'sns:ListSubscriptionsByTopic', 'sns:Subscribe'),
    // A grant on the topic might never match. Then an owner could neither change nor remove a
    // subscription.
    onAny(
      'AWS gives a subscription its id, and its references disagree whether these take a resource.',
      '*',
      'sns:GetSubscriptionAttributes',
      'sns:SetSubscriptionAttributes',
      'sns:Unsubscribe',
    ),
  ],
  'AWS::SNS::Topic': [
    on(
      'arn:aws:sns:*:{account}:{named}',
      'sns:CreateTopic',
      'sns:DeleteTopic',
      'sns:GetDataProtectionPolicy',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:ListTagsForResource',
      'sns:SetTopicAttributes',
      'sns:TagResource',
      'sns:UntagResource',
    ),
  ],
  'AWS::SNS::TopicPolicy': [
    on('arn:aws:sns:*:{account}:{named}', 'sns:GetTopicAttributes', 'sns:SetTopicAttributes'),
  ],
  'AWS::SQS::Queue': [
    on(
      'arn:aws:sqs:*:{account}:{named}',
      'sqs:CreateQueue',
      'sqs:DeleteQueue',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ListQueueTags',
      'sqs:SetQueueAttributes',
      'sqs:TagQueue',
      'sqs:UntagQueue',
    ),
  ],
  'AWS::SQS::QueuePolicy': [
    on('arn:aws:sqs:*:{account}:{named}', 'sqs:GetQueueAttributes', 'sqs:SetQueueAttributes'),
  ],
};
