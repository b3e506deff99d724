import { Template } from 'aws-cdk-lib/assertions';
import { ROUTES } from '../../lambdas/contact-form/contract';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { type Resource, resourcesOf } from '../helpers/template-rules';

const { template } = synthesizedEnvironment('prod');
const contact = template('contact');

/** Which function answers which route, by its physical name. */
const ANSWERED_BY = {
  [ROUTES.submit]: 'waypost-prod-submit',
  [ROUTES.challenge]: 'waypost-prod-submit',
  [ROUTES.smokeTest]: 'waypost-prod-submit',
  [ROUTES.smokeTestStatus]: 'waypost-prod-submission-status',
};

/** Every route leads to its function, and API Gateway may call that function for the route's path. */
function assertRoutesAnswered(of: Template) {
  const resources = resourcesOf(of);
  const byId = new Map(resources);
  const permissions = resources.filter(([, { Type }]) => Type === 'AWS::Lambda::Permission');
  for (const [routeKey, functionName] of Object.entries(ANSWERED_BY)) {
    const route = resources.find(([, { Properties }]) => Properties?.['RouteKey'] === routeKey);
    if (!route) throw new Error(`no route ${routeKey}`);
    const integration = byId.get(/"Ref":"(\w+)"/.exec(text(route[1], 'Target'))?.[1] ?? '');
    if (integration?.Type !== 'AWS::ApiGatewayV2::Integration') {
      throw new Error(`${routeKey} leads to no integration`);
    }
    const functionId = functionIn(integration, 'IntegrationUri');
    const name = byId.get(functionId)?.Properties?.['FunctionName'];
    if (name !== functionName) throw new Error(`${routeKey} is answered by ${String(name)}`);

    const path = routeKey.slice(routeKey.indexOf(' ') + 1);
    const allowed = permissions.some(
      ([, permission]) =>
        functionIn(permission, 'FunctionName') === functionId &&
        permission.Properties?.['Action'] === 'lambda:InvokeFunction' &&
        permission.Properties['Principal'] === 'apigateway.amazonaws.com' &&
        text(permission, 'SourceArn').endsWith(`"/*/*${path}"]]}`),
    );
    if (!allowed) throw new Error(`${routeKey} may not call ${functionName}`);
  }
}

function text({ Properties }: Resource, property: string): string {
  return JSON.stringify(Properties?.[property] ?? '');
}

/** Logical id in `{ "Fn::GetAtt": [<id>, "Arn"] }`. */
function functionIn(resource: Resource, property: string): string {
  return /"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(text(resource, property))?.[1] ?? '';
}

test('every route leads to its function, which API Gateway may call for it', () => {
  expect(() => {
    assertRoutesAnswered(contact);
  }).not.toThrow();
});

describe('control: the check of routes notices', () => {
  /** The template with the properties of matching resources changed; left out if `change` gives nothing. */
  function broken(
    type: string,
    id: RegExp,
    change: (properties: Record<string, unknown>) => Record<string, unknown> | undefined,
  ) {
    const resources = resourcesOf(contact).flatMap(([key, resource]): [string, Resource][] => {
      if (resource.Type !== type || !id.test(key)) return [[key, resource]];
      const Properties = change({ ...resource.Properties });
      return Properties ? [[key, { ...resource, Properties }]] : [];
    });
    expect(JSON.stringify(resources)).not.toBe(JSON.stringify(resourcesOf(contact)));
    return Template.fromJSON({ Resources: Object.fromEntries(resources) });
  }
  const gone = () => undefined;
  const [deliverId] = Object.keys(
    contact.findResources('AWS::Lambda::Function', {
      Properties: { FunctionName: 'waypost-prod-deliver' },
    }),
  );
  const toDeliver = { 'Fn::GetAtt': [deliverId ?? '', 'Arn'] };

  test.each([
    [
      'a misspelt route key',
      broken('AWS::ApiGatewayV2::Route', /POSTforms/, (one) => ({
        ...one,
        RouteKey: 'POST /form/{form}',
      })),
      'no route POST /forms/{form}',
    ],
    [
      'a missing integration',
      broken('AWS::ApiGatewayV2::Integration', /SubmitIntegration/, gone),
      'POST /forms/{form} leads to no integration',
    ],
    [
      'another function',
      broken('AWS::ApiGatewayV2::Integration', /SubmitIntegration/, (one) => ({
        ...one,
        IntegrationUri: toDeliver,
      })),
      'POST /forms/{form} is answered by waypost-prod-deliver',
    ],
    [
      'a missing permission',
      broken('AWS::Lambda::Permission', /SubmitIntegration/, gone),
      'POST /forms/{form} may not call waypost-prod-submit',
    ],
    [
      'a permission for another path',
      broken('AWS::Lambda::Permission', /SmokeTestIntegration/, (one) => ({
        ...one,
        SourceArn: { 'Fn::Join': ['', ['arn:', '/*/*/forms/{form}']] },
      })),
      'POST /smoke-test may not call waypost-prod-submit',
    ],
    [
      'a permission for another function',
      broken('AWS::Lambda::Permission', /SmokeTestStatus/, (one) => ({
        ...one,
        FunctionName: toDeliver,
      })),
      'GET /smoke-test/{id} may not call waypost-prod-submission-status',
    ],
  ])('%s', (_, template, message) => {
    expect(() => {
      assertRoutesAnswered(template);
    }).toThrow(message);
  });
});
