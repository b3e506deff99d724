import { Match } from 'aws-cdk-lib/assertions';
import { WEBSITE_LOG_FIELDS } from '../../../lib/environment/site/website-access-log';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import { expectResource, statementsOf } from '../../helpers/template-rules';

const prod = synthesizedEnvironment('prod');
const edge = prod.template('edge');
const output = (name: string) => ({
  'Fn::GetStackOutput': {
    StackName: 'waypost-prod-storage',
    Region: 'eu-west-1',
    OutputName: Match.stringLikeRegexp(name),
  },
});

/** Fields that tell who asked, or of what somebody there typed. */
const PERSONAL =
  /^(?:c-|x-forwarded-for|asn|x-edge-request-id|x-host-header|cs\((?:User-Agent|Referer|Cookie|Host)\)|cs-uri-query|cs-headers|cs-accept|cs-user-agent|cs-cookie)/;

function assertImpersonal(fields: readonly string[]) {
  const telling = fields.find((field) => PERSONAL.test(field));
  if (telling) throw new Error(`${telling} tells of the visitor`);
}

describe('access log of the site', () => {
  test('is delivered from the distribution to the bucket of logs, whatever their region', () => {
    expectResource(edge, 'AWS::Logs::DeliverySource', {
      Name: 'waypost-prod-website',
      LogType: 'ACCESS_LOGS',
      ResourceArn: {
        'Fn::Join': ['', Match.arrayWith([output('Distribution')])],
      },
    });
    expectResource(edge, 'AWS::Logs::DeliveryDestination', {
      DestinationResourceArn: { 'Fn::Join': ['', [output('AccessLogs.*Arn'), '/website']] },
      OutputFormat: 'json',
    });
    edge.hasResource('AWS::Logs::Delivery', {
      Properties: { DeliverySourceName: 'waypost-prod-website' },
      DependsOn: [Match.stringLikeRegexp('Source')],
    });
  });

  test('is taken by the bucket from deliveries of this account, in us-east-1 alone', () => {
    const [statement] = statementsOf(prod.template('storage')).filter(
      ({ statement: { Principal } }) =>
        JSON.stringify(Principal) === '{"Service":"delivery.logs.amazonaws.com"}',
    );
    expect(statement?.statement).toMatchObject({
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: {
        'Fn::Join': ['', [{ 'Fn::GetAtt': ['AccessLogs8B620ECA', 'Arn'] }, '/website/*']],
      },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '333333333333' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:logs:us-east-1:333333333333:*' },
      },
    });
  });

  test('names its fields, none of which tells who the visitor is', () => {
    expectResource(edge, 'AWS::Logs::Delivery', { RecordFields: WEBSITE_LOG_FIELDS });
    expect(() => {
      assertImpersonal(WEBSITE_LOG_FIELDS);
    }).not.toThrow();
  });

  test.each(['c-ip', 'c-country', 'x-forwarded-for', 'cs(User-Agent)', 'cs-uri-query'])(
    'control: the check notices %s',
    (field) => {
      expect(() => {
        assertImpersonal([...WEBSITE_LOG_FIELDS, field]);
      }).toThrow(`${field} tells of the visitor`);
    },
  );
});
