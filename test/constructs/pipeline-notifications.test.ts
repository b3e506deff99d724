import { Match } from 'aws-cdk-lib/assertions';
import { synthesizedPipeline } from '../helpers/one-bucket-pipeline';
import { only, stageNamed } from '../helpers/pipeline-definition';
import { type Statement, expectResource } from '../helpers/template-rules';

const { template } = synthesizedPipeline();

describe('pipeline notifications', () => {
  test('tell of failure, success and a release that waits for approval', () => {
    expectResource(template, 'AWS::CodeStarNotifications::NotificationRule', {
      EventTypeIds: [
        'codepipeline-pipeline-pipeline-execution-failed',
        'codepipeline-pipeline-pipeline-execution-succeeded',
        'codepipeline-pipeline-manual-approval-needed',
      ],
      Targets: [{ TargetType: 'SNS' }],
    });
  });

  test('reach the configured addresses', () => {
    expectResource(template, 'AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'owner@example.com',
    });
  });

  test('are published under a key of ours, as AWS drops them under its own', () => {
    expectResource(template, 'AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ArtifactsKey'), 'Arn'] },
    });
  });

  test('are published by codestar-notifications for this account and nobody else', () => {
    const { Statement: statements } = only(template, 'AWS::SNS::TopicPolicy').Properties?.[
      'PolicyDocument'
    ] as { Statement: Statement[] };
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: 'codestar-notifications.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
      }),
    ]);
    const approval = stageNamed('prod', template).Actions[0];
    expect(approval?.Configuration?.['NotificationArn']).toBeUndefined();
  });

  test('are encrypted by codestar-notifications by way of SNS alone', () => {
    const { Statement: statements } = only(template, 'AWS::KMS::Key').Properties?.['KeyPolicy'] as {
      Statement: Statement[];
    };
    const service = { Service: 'codestar-notifications.amazonaws.com' };
    expect(
      statements.filter(({ Principal }) => JSON.stringify(Principal) === JSON.stringify(service)),
    ).toEqual([
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Principal: service,
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': 'sns.eu-west-1.amazonaws.com' } },
      },
    ]);
  });
});
