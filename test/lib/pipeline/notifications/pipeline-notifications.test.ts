import { Match } from 'aws-cdk-lib/assertions';
import { anchorOf } from '../../../../lib/environment/monitoring/runbook-alarm';
import { NOTIFICATION_RUNBOOK } from '../../../../lambdas/pipeline-notifications/contract';
import { synthesizedPipeline } from '../../../helpers/one-bucket-pipeline';
import { only, stageNamed } from '../../../helpers/pipeline-definition';
import { assertRunbook, headings } from '../../../helpers/runbook';
import { type Statement, expectResource, statementsOf } from '../../../helpers/template-rules';

const { template } = synthesizedPipeline();
const DEAD_LETTERS = Match.stringLikeRegexp('^NotificationsNewsDeadLetters');

describe('a notification of the pipeline', () => {
  test('is made when an execution succeeds or fails, and of no other state', () => {
    expectResource(template, 'AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.codepipeline'],
        'detail-type': ['CodePipeline Pipeline Execution State Change'],
        detail: { pipeline: [Match.anyValue()], state: ['SUCCEEDED', 'FAILED'] },
      },
    });
  });

  test('is made when an approval begins to wait', () => {
    expectResource(template, 'AWS::Events::Rule', {
      EventPattern: {
        'detail-type': ['CodePipeline Action Execution State Change'],
        detail: {
          pipeline: [Match.anyValue()],
          state: ['STARTED'],
          type: { category: ['Approval'] },
        },
      },
    });
  });

  test('is kept by EventBridge and by Lambda where it cannot be told', () => {
    const rules = Object.values(template.findResources('AWS::Events::Rule'))
      .map((rule) => JSON.stringify(rule))
      .filter((rule) => rule.includes('aws.codepipeline'));
    expect(rules).toHaveLength(2);
    for (const rule of rules) expect(rule).toMatch(/"DeadLetterConfig":.*NewsDeadLetters/);
    expectResource(template, 'AWS::Lambda::Function', {
      FunctionName: 'waypost-pipeline-news',
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [DEAD_LETTERS, 'Arn'] } },
    });
  });

  test('that was lost sets off an alarm, which needs nothing of what sends notifications', () => {
    expectResource(template, 'AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [DEAD_LETTERS, 'QueueName'] } }],
      Threshold: 1,
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^NotificationsTopic') }],
    });
    const alarms = template.findResources('AWS::CloudWatch::Alarm', {
      Properties: { AlarmName: 'waypost-pipeline-news-lost' },
    });
    for (const { Properties } of Object.values(alarms)) {
      expect(() => {
        assertRunbook(Properties as Parameters<typeof assertRunbook>[0]);
      }).not.toThrow();
    }
  });

  test('is told by no notification rule, and by no approval itself: nothing comes twice', () => {
    template.resourceCountIs('AWS::CodeStarNotifications::NotificationRule', 0);
    const approval = stageNamed('prod', template).Actions[0];
    expect(approval?.Configuration?.['NotificationArn']).toBeUndefined();
  });

  test('names headings that the runbook has', () => {
    for (const heading of Object.values(NOTIFICATION_RUNBOOK)) {
      expect(headings).toContain(anchorOf(heading));
    }
  });
});

describe('its function', () => {
  const statements = statementsOf(template)
    .filter(({ id }) => id.startsWith('NotificationsNewsFunction'))
    .map(({ statement }) => statement);
  const on = (action: string) =>
    JSON.stringify(
      statements
        .filter(({ Action }) => [Action].flat().includes(action))
        .map((one) => one.Resource),
    );

  test('reads the records of releases and writes claims, below their prefixes alone', () => {
    expect(on('s3:PutObject')).toContain('/notifications/*');
    expect(on('s3:PutObject')).not.toContain('/releases/*');
    expect(on('s3:DeleteObject')).not.toContain('/releases/*');
    expect(on('s3:GetObject')).toContain('/releases/*');
  });

  test('asks of its own pipeline, reads the log of builds and publishes to one topic', () => {
    expect(on('codepipeline:ListActionExecutions')).toContain('{"Ref":"Pipeline');
    expect(on('logs:GetLogEvents')).toContain('BuildLogs');
    expect(on('sns:Publish')).toContain('NotificationsTopic');
  });

  test('knows how long the approval of each stage waits', () => {
    expectResource(template, 'AWS::Lambda::Function', {
      FunctionName: 'waypost-pipeline-news',
      Environment: {
        Variables: { LAST_ENVIRONMENT: 'prod', APPROVAL_MINUTES: '{"prod":10080}' },
      },
    });
  });
});

describe('topic of the pipeline', () => {
  test('reaches the configured addresses', () => {
    expectResource(template, 'AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'owner@example.com',
    });
  });

  test('is under a key of ours, as alarms cannot use that of AWS', () => {
    expectResource(template, 'AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ArtifactsKey'), 'Arn'] },
    });
  });

  test('takes its own alarm by the key that AWS documents, and otherwise what a role may publish', () => {
    const { Properties = {} } = only(template, 'AWS::SNS::TopicPolicy');
    const { Statement: statements } = Properties['PolicyDocument'] as { Statement: Statement[] };
    expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: {
          ArnLike: {
            'aws:SourceArn':
              'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:waypost-pipeline-news-lost',
          },
        },
      }),
    ]);
  });

  test('its key serves CloudWatch for the alarm about lost notifications alone, by the key that AWS documents', () => {
    const { Properties = {} } = only(template, 'AWS::KMS::Key');
    const { Statement: statements } = Properties['KeyPolicy'] as { Statement: Statement[] };
    const service = { Service: 'cloudwatch.amazonaws.com' };
    expect(
      statements.filter(({ Principal }) => JSON.stringify(Principal) === JSON.stringify(service)),
    ).toEqual([
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Principal: service,
        Resource: '*',
        Condition: {
          ArnLike: {
            'aws:SourceArn':
              'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:waypost-pipeline-news-lost',
          },
        },
      },
    ]);
  });
});

describe('dashboard of delivery', () => {
  const body = JSON.stringify(only(template, 'AWS::CloudWatch::Dashboard').Properties);

  test.each(['Deployments', 'Changes', 'FailedChanges', 'LeadTime', 'TimeToRestore'])(
    'shows %s of the last environment',
    (metric) => {
      expect(body).toContain(`\\"waypost\\",\\"${metric}\\",\\"Environment\\",\\"prod\\"`);
    },
  );

  test('asks the log of the function how long actions take', () => {
    expect(body).toContain('action.ended');
    expect(body).toContain('NotificationsNewsFunction');
  });
});
