import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { ZoneSigning, type ZoneSigningProps } from '../../../../lib/environment/dns/zone-signing';
import type { EmailAddress } from '../../../../lib/types/branded';
import { only } from '../../../helpers/pipeline-definition';
import { assertRunbook } from '../../../helpers/runbook';
import { expectResource, resourcesOf } from '../../../helpers/template-rules';

function signedZone(change: Pick<ZoneSigningProps, 'stage' | 'protect'>): Template {
  const env = { account: '333333333333', region: 'us-east-1' };
  const stack = new Stack(new App(), 'Zone', { env });
  new ZoneSigning(stack, 'Signing', {
    zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' }),
    alarmTopicName: 'alarms',
    alarmName: (name) => `waypost-prod-${name}`,
    subscribers: ['owner@example.com' as EmailAddress],
    ...change,
  });
  return Template.fromStack(stack);
}

const SIGNING_TYPES = ['AWS::KMS::Key', 'AWS::Route53::KeySigningKey', 'AWS::Route53::DNSSEC'];

/** Logical id of the only resource of a type. */
function idOf(template: Template, type: string) {
  return resourcesOf(template).find(([, { Type }]) => Type === type)?.[0];
}

describe('zone that is signed', () => {
  const signed = signedZone({ stage: 'signing', protect: true });
  const zone = { Ref: idOf(signed, 'AWS::Route53::HostedZone') };

  test('has a key that Route 53 can use, and for this zone only', () => {
    expectResource(signed, 'AWS::KMS::Key', {
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      Description: 'Signs the keys of the zone example.com',
    });
    const policy = only(signed, 'AWS::KMS::Key').Properties?.['KeyPolicy'] as {
      Statement: { Principal: object; Action: unknown; Condition?: object }[];
    };
    const ofRoute53 = policy.Statement.filter(({ Principal }) => 'Service' in Principal);
    expect(ofRoute53).toEqual([
      expect.objectContaining({
        Principal: { Service: 'dnssec-route53.amazonaws.com' },
        Action: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
        Condition: { ArnEquals: { 'aws:SourceArn': expect.anything() as unknown } },
      }),
      expect.objectContaining({
        Action: 'kms:CreateGrant',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': true } },
      }),
    ]);
  });

  test('is signed with this key, which has the name that it had before', () => {
    expect(only(signed, 'AWS::Route53::KeySigningKey').Properties).toMatchObject({
      HostedZoneId: zone,
      Name: 'waypost',
      KeyManagementServiceArn: { 'Fn::GetAtt': [idOf(signed, 'AWS::KMS::Key'), 'Arn'] },
    });
    expect(only(signed, 'AWS::Route53::DNSSEC').Properties).toEqual({ HostedZoneId: zone });
  });

  test('ends to be signed before its key goes', () => {
    expect(only(signed, 'AWS::Route53::DNSSEC')).toMatchObject({
      DependsOn: [idOf(signed, 'AWS::Route53::KeySigningKey')],
    });
  });

  test.each([
    ['stays signed when its stack or the option is removed', 'signing', true, 'Retain'],
    ['can be removed at once where nothing is protected', 'signing', false, 'Delete'],
    ['can be removed once that is prepared', 'withdrawing', true, 'Delete'],
  ] as const)('%s', (_, stage, protect, fate) => {
    const template = signedZone({ stage, protect });
    for (const type of SIGNING_TYPES) {
      expect(only(template, type)).toMatchObject({
        DeletionPolicy: fate,
        UpdateReplacePolicy: fate,
        // CloudFormation takes no deletion policy alone for a change.
        Metadata: { 'waypost:dnssec': stage },
      });
    }
  });

  test('tells when signing fails or the key cannot be used, with a way to mend it', () => {
    const alarms = resourcesOf(signed)
      .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties as { AlarmName: string; AlarmDescription: string });
    expect(alarms).toMatchObject([
      { AlarmName: 'waypost-prod-dnssec-failure', MetricName: 'DNSSECInternalFailure' },
      { AlarmName: 'waypost-prod-dnssec-key', MetricName: 'DNSSECKeySigningKeysNeedingAction' },
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        Namespace: 'AWS/Route53',
        Dimensions: [{ Name: 'HostedZoneId', Value: zone }],
        Statistic: 'Maximum',
        Threshold: 1,
        AlarmActions: [{ Ref: idOf(signed, 'AWS::SNS::Topic') }],
      });
      expect(() => {
        assertRunbook(alarm);
      }).not.toThrow();
    }
    expectResource(signed, 'AWS::SNS::Topic', { TopicName: 'alarms' });
    expectResource(signed, 'AWS::SNS::Subscription', { Endpoint: 'owner@example.com' });
  });

  // Route 53 reports every four hours: a shorter period would hold no value.
  test('waits with an alarm for the next report', () => {
    for (const [, { Type, Properties }] of resourcesOf(signed)) {
      if (Type !== 'AWS::CloudWatch::Alarm') continue;
      expect(Properties?.['Period']).toBeGreaterThan(4 * 60 * 60);
    }
  });
});
