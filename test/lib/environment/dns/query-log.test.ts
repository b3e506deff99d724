import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { QueryLog } from '../../../../lib/environment/dns/query-log';
import type { DomainName } from '../../../../lib/types/branded';
import { only } from '../../../helpers/pipeline-definition';
import { expectResource } from '../../../helpers/template-rules';

describe('log of the queries of a zone', () => {
  const env = { account: '333333333333', region: 'us-east-1' };
  const stack = new Stack(new App(), 'Zone', { env });
  const log = new QueryLog(stack, 'QueryLog', {
    domain: 'example.com' as DomainName,
    retention: RetentionDays.ONE_WEEK,
  });
  const template = Template.fromStack(stack);

  test('is a group of its own, whose name begins as Route 53 asks, and goes with its stack', () => {
    expectResource(template, 'AWS::Logs::LogGroup', {
      LogGroupName: '/aws/route53/example.com',
      RetentionInDays: 7,
    });
    expect(only(template, 'AWS::Logs::LogGroup').DeletionPolicy).toBe('Delete');
    expect(JSON.stringify(stack.resolve(log.logGroupArn))).toContain(
      ':logs:us-east-1:333333333333:log-group:/aws/route53/example.com',
    );
  });

  test('is written by Route 53 on behalf of zones of this account only', () => {
    const { Properties } = only(template, 'AWS::Logs::ResourcePolicy');
    const document = JSON.stringify(Properties?.['PolicyDocument']).replaceAll('\\"', '"');
    expect(document).toContain('"Service":"route53.amazonaws.com"');
    expect(document).toContain('logs:CreateLogStream');
    expect(document).toContain('"StringEquals":{"aws:SourceAccount":"333333333333"}');
    expect(document).toMatch(/"ArnLike":\{"aws:SourceArn":"arn:.*:route53:::hostedzone\/\*"\}/);
  });
});
