import { Match } from 'aws-cdk-lib/assertions';
import { MAX_RECEIVES } from '../../../../lambdas/contact-form/contract';
import type { WebhooksInput } from '../../../../lib/config/environment/webhooks';
import { exampleConfig, prodInput } from '../../../helpers/example-config';
import { synthesizedEnvironment } from '../../../helpers/synthesis';
import {
  actionsOf,
  expectResource,
  resourcesOf,
  statementsOf,
} from '../../../helpers/template-rules';

const crm = { name: 'crm', form: 'contact', content: true } as const;
const team = { name: 'team', form: 'quote', format: 'slack', content: false } as const;

function withWebhooks(webhooks: WebhooksInput) {
  const environments = [{ ...prodInput, webhooks, network: { vpc: true } }];
  return synthesizedEnvironment('prod', exampleConfig({ environments }));
}
const both = withWebhooks([crm, team]);
const contact = both.template('contact');

const statements = statementsOf(contact)
  .filter(({ id }) => id.startsWith('WebhooksPartsRole'))
  .map(({ statement }) => statement);

test('without webhooks, nothing of them is deployed', () => {
  const { all } = synthesizedEnvironment('prod');
  const names = all.flatMap(({ template }) =>
    Object.keys(template.toJSON()['Resources'] as object),
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => /webhook/i.test(name))).toEqual([]);
});

test('their queue gets events of their forms and of the owner’s messages, and none is lost on the way', () => {
  const dead = {
    'Fn::GetAtt': [Match.stringLikeRegexp('WebhookDeliveryEventsDeadLetters'), 'Arn'],
  };
  expectResource(contact, 'AWS::SNS::Subscription', {
    Protocol: 'sqs',
    RawMessageDelivery: true,
    FilterPolicyScope: 'MessageBody',
    FilterPolicy: { destination: ['owner'], form: ['contact', 'quote'] },
    RedrivePolicy: { deadLetterTargetArn: dead },
  });
  expectResource(contact, 'AWS::SQS::Queue', {
    QueueName: 'waypost-prod-webhooks',
    RedrivePolicy: { maxReceiveCount: MAX_RECEIVES },
  });
  expectResource(contact, 'AWS::SQS::Queue', {
    QueueName: 'waypost-prod-webhooks-dead-letter',
    MessageRetentionPeriod: 14 * 24 * 3600,
  });
});

test('the function runs outside the network, which has no way to the internet', () => {
  const placed = resourcesOf(contact)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .map(([, { Properties }]) => [Properties?.['FunctionName'], 'VpcConfig' in (Properties ?? {})]);
  expect(placed).toContainEqual(['waypost-prod-webhooks', false]);
  expect(placed).toContainEqual(['waypost-prod-deliver', true]);
});

test('its role reads the parameters of its webhooks and no others', () => {
  const reads = statements.filter((one) => actionsOf(one).includes('ssm:GetParameter'));
  const resources = JSON.stringify(reads.map(({ Resource }) => Resource));
  expect(reads).toHaveLength(1);
  expect(resources.match(/parameter\/webhooks\/waypost-prod\/(?:crm|team)"/g)).toHaveLength(2);
  expect(resources).not.toContain('*');
});

test('its role reads the messages only if one of them is sent', () => {
  const roleReads = (webhooks: WebhooksInput) =>
    statementsOf(withWebhooks(webhooks).template('contact'))
      .filter(({ id }) => id.startsWith('WebhooksPartsRole'))
      .flatMap(({ statement }) => actionsOf(statement))
      .includes('dynamodb:GetItem');
  expect([roleReads([crm]), roleReads([team])]).toEqual([true, false]);
});

test('an alarm watches their dead letters', () => {
  expectResource(both.template('monitoring'), 'AWS::CloudWatch::Alarm', {
    AlarmName: 'waypost-prod-webhook-dead-letters',
    Dimensions: [{ Name: 'QueueName', Value: 'waypost-prod-webhooks-dead-letter' }],
  });
});
