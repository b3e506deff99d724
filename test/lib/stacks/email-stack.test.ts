import { Match } from 'aws-cdk-lib/assertions';
import Handlebars from 'handlebars';
import {
  MESSAGE_TEMPLATE_VARIABLES,
  RECEIPT_TEMPLATE_VARIABLES,
} from '../../../lambdas/contact-form/contract';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import { expectResource, resourcesOf, statementsOf } from '../../helpers/template-rules';

const prod = synthesizedEnvironment('prod').template('email');
const dev = synthesizedEnvironment('dev').template('email');

function mailTemplate(name: string): Record<string, string> {
  const found = resourcesOf(prod).find(
    ([, { Type, Properties }]) =>
      Type === 'AWS::SES::Template' &&
      (Properties?.['Template'] as Record<string, string> | undefined)?.['TemplateName'] === name,
  );
  return found?.[1].Properties?.['Template'] as Record<string, string>;
}

describe('mail of a delegated environment', () => {
  test('comes from its own domain, signed with Easy DKIM', () => {
    expectResource(prod, 'AWS::SES::EmailIdentity', {
      EmailIdentity: 'example.com',
      MailFromAttributes: { MailFromDomain: 'bounce.example.com' },
    });
    const names = resourcesOf(prod)
      .filter(([, { Properties }]) => Properties?.['Type'] === 'CNAME')
      .map(([, { Properties }]) => JSON.stringify(Properties?.['Name']));
    expect(names).toHaveLength(3);
    for (const [index, name] of names.sort().entries()) {
      expect(name).toContain(`DkimDNSTokenName${index + 1}`);
    }
  });

  test('bounces to a subdomain with an MX and one SPF record', () => {
    expectResource(prod, 'AWS::Route53::RecordSet', {
      Name: 'bounce.example.com.',
      Type: 'MX',
      ResourceRecords: ['10 feedback-smtp.eu-west-1.amazonses.com'],
    });
    expectResource(prod, 'AWS::Route53::RecordSet', {
      Name: 'bounce.example.com.',
      Type: 'TXT',
      ResourceRecords: ['"v=spf1 include:amazonses.com ~all"'],
    });
  });
});

test('mail of an environment that is not delegated comes from the verified address', () => {
  expectResource(dev, 'AWS::SES::EmailIdentity', { EmailIdentity: 'owner@example.com' });
  expect(resourcesOf(dev).filter(([, { Type }]) => Type.startsWith('AWS::Route53'))).toEqual([]);
});

describe.each(['waypost-prod', 'waypost-prod-receipts'])('configuration set %s', (Name) => {
  test('asks for TLS, measures reputation and spares whom mail does not reach', () => {
    expectResource(prod, 'AWS::SES::ConfigurationSet', {
      Name,
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });

  test('counts rendering failures, which SES tells nobody of otherwise', () => {
    expectResource(prod, 'AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: Match.arrayWith(['renderingFailure']),
        CloudWatchDestination: {
          DimensionConfigurations: [{ DimensionName: 'ses:configuration-set' }],
        },
      },
    });
  });
});

describe('events of both configuration sets', () => {
  const LOST = ['bounce', 'complaint', 'reject', 'renderingFailure'];

  test('of mail that got lost go to the topic that feedback hears', () => {
    const told = resourcesOf(prod)
      .map(
        ([, { Properties }]) =>
          Properties?.['EventDestination'] as Record<string, unknown> | undefined,
      )
      .filter((destination) => destination !== undefined)
      .filter((destination) => destination['SnsDestination'] !== undefined);
    expect(told).toHaveLength(2);
    for (const { MatchingEventTypes, SnsDestination } of told) {
      expect(MatchingEventTypes).toEqual(LOST);
      expect(SnsDestination).toEqual({
        TopicARN: { Ref: expect.stringMatching(/^MailEvents/) as string },
      });
    }
  });

  test('are published by SES alone, for this account and these configuration sets', () => {
    const allowed = statementsOf(prod).filter(
      ({ id, statement }) => id.startsWith('MailEvents') && statement.Effect === 'Allow',
    );
    expect(allowed.map(({ statement: { Action, Principal } }) => [Action, Principal])).toEqual([
      ['sns:Publish', { Service: 'ses.amazonaws.com' }],
      ['sns:Publish', { Service: 'ses.amazonaws.com' }],
    ]);
    for (const { statement } of allowed) {
      expect(JSON.stringify(statement.Condition)).toMatch(
        /"AWS:SourceAccount":"333333333333".*"AWS:SourceArn":.*:configuration-set\//,
      );
    }
  });
});

test('templates are those that the forms use, and of the smoke test in English', () => {
  const made = resourcesOf(prod)
    .filter(([, { Type }]) => Type === 'AWS::SES::Template')
    .map(([, { Properties }]) => Properties?.['Template'] as Record<string, string>)
    .map(({ TemplateName }) => TemplateName);
  expect(made.sort()).toEqual([
    'waypost-prod-message-ar',
    'waypost-prod-message-en',
    'waypost-prod-receipt-ar',
  ]);
});

describe.each([
  ['English message', 'waypost-prod-message-en', MESSAGE_TEMPLATE_VARIABLES],
  ['Arabic message', 'waypost-prod-message-ar', MESSAGE_TEMPLATE_VARIABLES],
  ['Arabic receipt', 'waypost-prod-receipt-ar', RECEIPT_TEMPLATE_VARIABLES],
])('%s template', (_, name, variables: readonly string[]) => {
  test.each(['SubjectPart', 'TextPart', 'HtmlPart'])(
    '%s renders with what deliver passes',
    (part) => {
      const text = mailTemplate(name)[part] ?? '';
      const values = Object.fromEntries(variables.map((variable) => [variable, 'x']));
      expect(() =>
        Handlebars.compile(text, { strict: true, noEscape: true })(values),
      ).not.toThrow();
      expect(text.length).toBeGreaterThan(0);
    },
  );

  test('control: a variable that deliver does not pass breaks the rendering', () => {
    const text = `${mailTemplate(name)['TextPart'] ?? ''}{{telephone}}`;
    const values = Object.fromEntries(variables.map((variable) => [variable, 'x']));
    expect(() => Handlebars.compile(text, { strict: true })(values)).toThrow(/telephone/);
  });

  test('has a subject of one line', () => {
    expect(mailTemplate(name)['SubjectPart']).not.toMatch(/[\r\n]/);
  });
});
