import { Template } from 'aws-cdk-lib/assertions';
import { assertInvocable } from '../helpers/invocation-rules';
import { type Resource, resourcesOf } from '../helpers/template-rules';
import { bareAndFull, synthesizedApp } from '../helpers/synthesis';

const templates = synthesizedApp(bareAndFull()).stacks.map(({ template }) => template);
const called = templates.filter((template) => assertInvocable(template) > 0);
const [contact] = called;
if (!contact) throw new Error('No template has a caller.');

test('every route leads to its function, and routes and topics may call theirs', () => {
  expect(called).toHaveLength(2);
  expect(called.map((template) => assertInvocable(template))).toEqual([5, 14]);
});

/** The template with properties of matching resources replaced; `undefined` leaves them out. */
function broken(type: string, id: RegExp, change: object | undefined): Template {
  const resources = resourcesOf(contact ?? Template.fromString('{}'));
  const changed = resources.flatMap(([key, resource]): [string, Resource][] => {
    if (resource.Type !== type || !id.test(key)) return [[key, resource]];
    return change
      ? [[key, { ...resource, Properties: { ...resource.Properties, ...change } }]]
      : [];
  });
  return Template.fromJSON({ Resources: Object.fromEntries(changed) });
}

const [deliver = 'none'] = Object.keys(
  contact.findResources('AWS::Lambda::Function', {
    Properties: { FunctionName: 'waypost-dev-deliver' },
  }),
);
const DELIVER = { 'Fn::GetAtt': [deliver, 'Arn'] };
const ROUTE = 'AWS::ApiGatewayV2::Route';
const INTEGRATION = 'AWS::ApiGatewayV2::Integration';
const PERMISSION = 'AWS::Lambda::Permission';

test.each<[string, Parameters<typeof broken>, RegExp]>([
  [
    'a misspelt route key',
    [ROUTE, /POSTforms/, { RouteKey: 'POST /form/{form}' }],
    /^nobody asks for POST \/form\/\{form\}$/,
  ],
  [
    'a misspelt method',
    [ROUTE, /POSTforms/, { RouteKey: 'PSOT /forms/{form}' }],
    /^nobody asks for PSOT/,
  ],
  ['a missing route', [ROUTE, /POSTforms/, undefined], /^no route POST \/forms\/\{form\}$/],
  [
    'a route without an integration',
    [INTEGRATION, /SubmitIntegration/, undefined],
    /^POST \/forms\/\{form\} leads to no integration$/,
  ],
  [
    'an integration without a function',
    [INTEGRATION, /SubmitIntegration/, { IntegrationUri: 'arn' }],
    /leads to no function$/,
  ],
  [
    'another function',
    [INTEGRATION, /SubmitIntegration/, { IntegrationUri: DELIVER }],
    /^POST \/forms\/\{form\} is answered by waypost-dev-deliver$/,
  ],
  [
    'a missing permission of API Gateway',
    [PERMISSION, /SubmitIntegration/, undefined],
    /^POST \/forms\/\{form\} may not call Submit/,
  ],
  [
    'a permission for another path',
    [PERMISSION, /SmokeTestIntegration/, { SourceArn: 'arn:/*/*/forms/{form}' }],
    /^POST \/smoke-test may not call Submit/,
  ],
  [
    'a permission for another function',
    [PERMISSION, /SmokeTestStatus/, { FunctionName: DELIVER }],
    /^GET \/smoke-test\/\{id\} may not call SubmissionStatus/,
  ],
  [
    'a missing permission of SNS',
    [PERMISSION, /Feedback/, undefined],
    /^Feedback.* may not call Feedback/,
  ],
  [
    'a permission for another topic',
    [PERMISSION, /Feedback/, { SourceArn: { Ref: 'Events' } }],
    /^Feedback.* may not call Feedback/,
  ],
])('control: %s is noticed', (_, change, message) => {
  expect(() => assertInvocable(broken(...change))).toThrow(message);
});
