import type { Template } from 'aws-cdk-lib/assertions';
import { type Resource, resourcesOf } from './template-rules';

/** Whoever calls a function in a template: API Gateway by a route, SNS by a subscription. */
interface Caller {
  readonly what: string;
  readonly principal: string;
  /** Logical id of the function. */
  readonly functionId: string;
  /** Whether a permission for this source is one for the caller. */
  readonly isFor: (sourceArn: unknown) => boolean;
}

/**
 * Every route leads to an integration, and who calls a function may call it.
 * @param routeKeys Those that there are; a misspelt one is a route that nobody asks for
 */
export function assertInvocable(template: Template, routeKeys: readonly string[]) {
  const resources = resourcesOf(template);
  const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);
  const callers = [
    ...ofType('AWS::ApiGatewayV2::Route').flatMap(([, route]) =>
      routeCaller(route, new Map(resources), routeKeys),
    ),
    ...ofType('AWS::SNS::Subscription').flatMap(([id, subscription]) =>
      subscriptionCaller(id, subscription),
    ),
  ];
  const permissions = ofType('AWS::Lambda::Permission').map(
    ([, { Properties = {} }]) => Properties,
  );
  for (const { what, principal, functionId, isFor } of callers) {
    const allowed = permissions.some(
      (permission) =>
        permission['Action'] === 'lambda:InvokeFunction' &&
        permission['Principal'] === principal &&
        functionIn(permission['FunctionName']) === functionId &&
        isFor(permission['SourceArn']),
    );
    if (!allowed) throw new Error(`${what} may not call ${functionId}`);
  }
  return callers.length;
}

function routeCaller(
  { Properties = {} }: Resource,
  byId: ReadonlyMap<string, Resource>,
  routeKeys: readonly string[],
): Caller[] {
  const routeKey = String(Properties['RouteKey']);
  if (!routeKeys.includes(routeKey)) throw new Error(`nobody asks for ${routeKey}`);
  const target = /"Ref":"(\w+)"/.exec(JSON.stringify(Properties['Target'] ?? ''))?.[1] ?? '';
  const integration = byId.get(target);
  if (integration?.Type !== 'AWS::ApiGatewayV2::Integration') {
    throw new Error(`${routeKey} leads to no integration`);
  }
  const functionId = functionIn(integration.Properties?.['IntegrationUri']);
  if (byId.get(functionId)?.Type !== 'AWS::Lambda::Function') {
    throw new Error(`${routeKey} leads to no function`);
  }
  const path = routeKey.slice(routeKey.indexOf(' ') + 1);
  return [
    {
      what: routeKey,
      principal: 'apigateway.amazonaws.com',
      functionId,
      isFor: (sourceArn) => JSON.stringify(sourceArn ?? '').endsWith(`"/*/*${path}"]]}`),
    },
  ];
}

function subscriptionCaller(what: string, { Properties = {} }: Resource): Caller[] {
  if (Properties['Protocol'] !== 'lambda') return [];
  return [
    {
      what,
      principal: 'sns.amazonaws.com',
      functionId: functionIn(Properties['Endpoint']),
      isFor: (sourceArn) => JSON.stringify(sourceArn) === JSON.stringify(Properties['TopicArn']),
    },
  ];
}

/** Logical id in `{ "Fn::GetAtt": [<id>, "Arn"] }`. */
function functionIn(value: unknown): string {
  return /"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(JSON.stringify(value ?? ''))?.[1] ?? '';
}
