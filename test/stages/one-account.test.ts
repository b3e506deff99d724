import type { TemplateResource } from '../../release/review/template/template';
import type { Config } from '../../lib/config/config';
import { everythingInOneAccount, firstDayInOneAccount } from '../helpers/one-account';
import { synthesizedApp } from '../helpers/synthesis';

/** Types that name another resource by such a property, and have no name in the account themselves. */
const NAME_ANOTHER: ReadonlySet<string> = new Set([
  // Inside an API, a plan, a role or a zone.
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::Backup::RestoreTestingSelection',
  'AWS::IAM::Policy',
  'AWS::Route53::KeySigningKey',
  // Of a queue, a function or a set.
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Permission',
  'AWS::SES::ConfigurationSetEventDestination',
]);

/** Their names are for people, or are those of the zone's records: AWS takes a name twice. */
const FOR_PEOPLE: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Route53::HostedZone',
  'AWS::Route53::RecordSet',
]);

/** One of them belongs to the whole account, whatever the region. */
const GLOBAL = /^AWS::(?:IAM|S3|CloudFront|Budgets|CE|Route53)::/;

/** `AliasName`, `QueueName`, `Name`: what a template calls its resource. Not what it watches or calls. */
const NAMES = /^(?!MetricName$|ServiceName$)(?:[A-Z]\w*)?Name$|^EmailIdentity$/;

interface Named {
  readonly name: string;
  readonly by: string;
}

/** Each physical name of an app's stacks and resources, with the account and, where it counts, the region. */
function physicalNames(config: Config): Named[] {
  const { assembly } = synthesizedApp(config);
  return assembly.stacksRecursively.flatMap(({ stackName, environment, template }) => {
    const { account, region } = environment;
    const resources = Object.entries(
      (template as { Resources?: Record<string, TemplateResource> }).Resources ?? {},
    );
    return [
      { name: `${account} ${region} stack ${stackName}`, by: stackName },
      ...resources.flatMap(([id, resource]) =>
        namesOf(resource).map((name) => ({
          name: `${account} ${GLOBAL.test(resource.Type) ? '' : region} ${resource.Type} ${name}`,
          by: `${stackName} ${id}`,
        })),
      ),
    ];
  });
}

function namesOf({ Type, Properties = {} }: TemplateResource): string[] {
  if (NAME_ANOTHER.has(Type) || FOR_PEOPLE.has(Type)) return [];
  const nested = Properties['Template'] as Readonly<Record<string, unknown>> | undefined;
  return Object.entries({ ...Properties, ...(Type === 'AWS::SES::Template' && nested) })
    .filter(([key, value]) => NAMES.test(key) && typeof value === 'string')
    .map(([key, value]) => `${key} ${String(value)}`);
}

/** `<name>: <stack> <id>, <stack> <id>` of each name that is there twice. */
function namedTwice(named: readonly Named[]): string[] {
  const users = new Map<string, string[]>();
  for (const { name, by } of named) users.set(name, [...(users.get(name) ?? []), by]);
  return [...users]
    .filter(([, all]) => all.length > 1)
    .map(([name, all]) => `${name}: ${all.join(', ')}`);
}

describe('dev, prod and the pipeline in one account', () => {
  test.each([
    ['on the first day', firstDayInOneAccount()],
    ['with everything switched on', everythingInOneAccount()],
  ])('have no physical name twice %s', (_when, config) => {
    const named = physicalNames(config);
    expect(named.length).toBeGreaterThan(100);
    expect(namedTwice(named)).toEqual([]);
  });

  test('control: two environments of one name, or one sender’s identity in both, are noticed', () => {
    const named = physicalNames(firstDayInOneAccount());
    const devAsProd = named.map((one) => ({
      ...one,
      name: one.name.replaceAll('waypost-dev', 'waypost-prod'),
    }));
    expect(namedTwice(devAsProd).length).toBeGreaterThan(50);
    const sender = named.find(({ name }) => name.endsWith('EmailIdentity owner@example.com'));
    expect(sender?.by).toContain('waypost-dev-email');
    const twice = { name: sender?.name ?? '', by: 'waypost-prod-email' };
    expect(namedTwice([...named, twice])).toHaveLength(1);
  });

  test('have each their own stacks, which live in the one account', () => {
    const { assembly } = synthesizedApp(firstDayInOneAccount());
    const accounts = new Set(
      assembly.stacksRecursively.map(({ environment: { account } }) => account),
    );
    expect(accounts).toEqual(new Set(['111111111111']));
  });
});
