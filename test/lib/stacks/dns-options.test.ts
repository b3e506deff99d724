import { Template } from 'aws-cdk-lib/assertions';
import type { EnvironmentInput } from '../../../lib/config/environment/environment';
import { dev as devInput } from '../../helpers/sample';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { only } from '../../helpers/pipeline-definition';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import { expectResource, resourcesOf } from '../../helpers/template-rules';

function zoneOf(environment: EnvironmentInput): Template {
  const config = exampleConfig({ environments: [environment] });
  return synthesizedEnvironment(environment.name, config).template('dns');
}

function typesIn(template: Template) {
  return resourcesOf(template).map(([, { Type }]) => Type);
}

function zoneIdIn(template: Template) {
  return resourcesOf(template).find(([, { Type }]) => Type === 'AWS::Route53::HostedZone')?.[0];
}

describe('zone that is signed', () => {
  const signed = zoneOf({ ...prodInput, dnssec: 'signing' });

  test.each([
    [
      'stays signed without its stack where data is protected',
      { ...prodInput, dnssec: 'signing' },
      'Retain',
    ],
    [
      'is not signed without its stack where nothing is protected',
      { ...devInput, dnssec: 'signing' },
      'Delete',
    ],
    [
      'is not signed without its stack once that is prepared',
      { ...prodInput, dnssec: 'withdrawing' },
      'Delete',
    ],
  ] as const)('%s', (_, environment, fate) => {
    expect(only(zoneOf(environment), 'AWS::Route53::DNSSEC')).toMatchObject({
      Properties: { HostedZoneId: { Ref: zoneIdIn(signed) } },
      DeletionPolicy: fate,
      Metadata: { 'waypost:dnssec': environment.dnssec },
    });
  });

  test('has alarms with names of its environment, of which the owner hears', () => {
    const names = resourcesOf(signed)
      .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties?.['AlarmName']);
    expect(names).toEqual(['waypost-prod-dnssec-failure', 'waypost-prod-dnssec-key']);
    expectResource(signed, 'AWS::SNS::Topic', { TopicName: 'waypost-prod-dns-alarms' });
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

  test('are logged in the group of the domain, for as long as logs are kept', () => {
    expectResource(logged, 'AWS::Logs::LogGroup', {
      LogGroupName: '/aws/route53/example.com',
      RetentionInDays: 7,
    });
    const { QueryLoggingConfig } = only(logged, 'AWS::Route53::HostedZone').Properties ?? {};
    expect(JSON.stringify(QueryLoggingConfig)).toMatch(
      /:logs:us-east-1:333333333333:log-group:\/aws\/route53\/example\.com"/,
    );
  });

  test('may be written before there is a zone', () => {
    const [policy] =
      resourcesOf(logged).find(([, { Type }]) => Type === 'AWS::Logs::ResourcePolicy') ?? [];
    expect(only(logged, 'AWS::Route53::HostedZone')).toMatchObject({
      DependsOn: expect.arrayContaining([policy]) as unknown,
    });
  });

  test('are logged for nobody who does not ask for it', () => {
    expect(typesIn(zoneOf(prodInput))).not.toContain('AWS::Logs::LogGroup');
  });

  test('leave the zone the one that it is', () => {
    expect(zoneIdIn(logged)).toBe(zoneIdIn(zoneOf(prodInput)));
  });
});
