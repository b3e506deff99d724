import { Match } from 'aws-cdk-lib/assertions';
import Handlebars from 'handlebars';
import {
  MESSAGE_TEMPLATE_VARIABLES,
  RECEIPT_TEMPLATE_VARIABLES,
} from '../../lambdas/contact-form/contract';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { expectResource, resourcesOf } from '../helpers/template-rules';

const prod = synthesizedEnvironment('prod').template('email');
const dev = synthesizedEnvironment('dev').template('email');

function mailTemplate(name: string): Record<string, string> {
  const found = resourcesOf(prod).find(
    ([, { Type, Properties }]) =>
      Type === 'AWS::SES::Template' &&
      (Properties?.['Template'] as Record<string, string>)['TemplateName'] === name,
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

describe('configuration set', () => {
  test('asks for TLS, measures reputation and spares whom mail does not reach', () => {
    expectResource(prod, 'AWS::SES::ConfigurationSet', {
      Name: 'waypost-prod',
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

describe.each([
  ['message', 'waypost-prod-message', MESSAGE_TEMPLATE_VARIABLES],
  ['receipt', 'waypost-prod-receipt', RECEIPT_TEMPLATE_VARIABLES],
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
