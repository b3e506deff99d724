import { Template } from 'aws-cdk-lib/assertions';
import type { EnvironmentInput } from '../../../lib/config/environment/environment';
import { dev as devInput } from '../../helpers/sample';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { only } from '../../helpers/pipeline-definition';
import { assertRunbook } from '../../helpers/runbook';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import { expectResource, resourcesOf } from '../../helpers/template-rules';

function zoneOf(environment: EnvironmentInput): Template {
  const config = exampleConfig({ environments: [environment] });
  return synthesizedEnvironment(environment.name, config).template('dns');
}

const SIGNING_TYPES = ['AWS::KMS::Key', 'AWS::Route53::KeySigningKey', 'AWS::Route53::DNSSEC'];

/** Type -> what becomes of it when it is removed, of all that signs a zone. */
function fates(template: Template) {
  return SIGNING_TYPES.map((type) => only(template, type).DeletionPolicy);
}

function typesIn(template: Template) {
  return resourcesOf(template).map(([, { Type }]) => Type);
}

describe('zone that is signed', () => {
  const signed = zoneOf({ ...prodInput, dnssec: 'signing' });

  test('stays signed when its stack or the option is removed, until that is prepared', () => {
    expect(fates(signed)).toEqual(['Retain', 'Retain', 'Retain']);
    const withdrawing = zoneOf({ ...prodInput, dnssec: 'withdrawing' });
    expect(fates(withdrawing)).toEqual(['Delete', 'Delete', 'Delete']);
  });

  test('can be removed at once where nothing is protected', () => {
    expect(fates(zoneOf({ ...devInput, dnssec: 'signing' }))).toEqual([
      'Delete',
      'Delete',
      'Delete',
    ]);
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
      expect(alarm).toMatchObject({ Namespace: 'AWS/Route53', Threshold: 1, Statistic: 'Maximum' });
      expect(() => {
        assertRunbook(alarm);
      }).not.toThrow();
    }
    expectResource(signed, 'AWS::SNS::Subscription', { Endpoint: 'owner@example.com' });
  });

  test('puts out how to read the DS record that the parent zone needs', () => {
    expect(JSON.stringify(signed.toJSON()['Outputs'])).toContain('aws route53 get-dnssec');
  });

  test('is made by nobody who does not ask for it: a key costs', () => {
    expect(typesIn(zoneOf(prodInput))).not.toContain('AWS::KMS::Key');
    expect(typesIn(zoneOf(prodInput))).not.toContain('AWS::CloudWatch::Alarm');
  });
});

describe('queries of a zone', () => {
  const logged = zoneOf({ ...prodInput, queryLogs: true, logRetentionDays: 7 });

  test('are logged in a group of their own, for as long as logs are kept', () => {
    expectResource(logged, 'AWS::Logs::LogGroup', {
      LogGroupName: '/aws/route53/example.com',
      RetentionInDays: 7,
    });
    const { QueryLoggingConfig } = only(logged, 'AWS::Route53::HostedZone').Properties ?? {};
    expect(JSON.stringify(QueryLoggingConfig)).toMatch(
      /:logs:us-east-1:333333333333:log-group:\/aws\/route53\/example\.com"/,
    );
  });

  test('are written by Route 53 on behalf of this account only, before there is a zone', () => {
    const policies = resourcesOf(logged).filter(
      ([, one]) => one.Type === 'AWS::Logs::ResourcePolicy',
    );
    const [[id, policy] = []] = policies;
    const document = JSON.stringify(policy?.Properties?.['PolicyDocument']);
    expect(document).toContain('route53.amazonaws.com');
    expect(document).toContain('aws:SourceAccount');
    expect(document).toContain('logs:CreateLogStream');
    expect(only(logged, 'AWS::Route53::HostedZone')).toMatchObject({
      DependsOn: expect.arrayContaining([id]) as unknown,
    });
  });

  test('are logged for nobody who does not ask for it', () => {
    expect(typesIn(zoneOf(prodInput))).not.toContain('AWS::Logs::LogGroup');
  });

  test('leave the zone the one that it is', () => {
    const zoneIdIn = (template: Template) =>
      resourcesOf(template).find(([, one]) => one.Type === 'AWS::Route53::HostedZone')?.[0];
    expect(zoneIdIn(logged)).toBe(zoneIdIn(zoneOf(prodInput)));
  });
});
