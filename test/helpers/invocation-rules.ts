import type { Template } from 'aws-cdk-lib/assertions';
import { ROUTES } from '../../lambdas/contact-form/contract';
import { OWNER_ROUTES, PAGE_ROUTES } from '../../lambdas/submissions/contract';
import { type Resource, resourcesOf } from './template-rules';

/** Which function answers which route: what its physical name ends with. */
const ANSWERED_BY = new Map<string, string>([
  [ROUTES.submit, '-submit'],
  [ROUTES.challenge, '-submit'],
  [ROUTES.smokeTest, '-submit'],
  [ROUTES.smokeTestStatus, '-submission-status'],
]);

const OWNERS_PAGE = new Map<string, string>(
  [...Object.values(PAGE_ROUTES), ...Object.values(OWNER_ROUTES)].map((key) => [
    key,
    '-owners-page',
  ]),
);

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
 * Every route is there and leads to its function, and who calls a function may call it.
 * @returns how many callers there are
 */
export function assertInvocable(template: Template): number {
  const resources = resourcesOf(template);
  const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);
  const routes = ofType('AWS::ApiGatewayV2::Route').map(([, route]) =>
    routeCaller(route, new Map(resources)),
  );
  const has = (key: string) => routes.some(({ what }) => what === key);
  const expected = [
    ...ANSWERED_BY.keys(),
    ...([...OWNERS_PAGE.keys()].some(has) ? OWNERS_PAGE.keys() : []),
  ];
  const missing = expected.filter((key) => !has(key));
  if (routes.length > 0 && missing.length > 0) throw new Error(`no route ${missing.join(', ')}`);
  const subscriptions = ofType('AWS::SNS::Subscription').flatMap(([id, subscription]) =>
    subscriptionCaller(id, subscription),
  );
  const callers = [...routes, ...subscriptions];
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

function routeCaller({ Properties = {} }: Resource, byId: ReadonlyMap<string, Resource>): Caller {
  const routeKey = String(Properties['RouteKey']);
  const answeredBy = ANSWERED_BY.get(routeKey) ?? OWNERS_PAGE.get(routeKey);
  if (answeredBy === undefined) throw new Error(`nobody asks for ${routeKey}`);
  const target = /"Ref":"(\w+)"/.exec(JSON.stringify(Properties['Target'] ?? ''))?.[1] ?? '';
  const integration = byId.get(target);
  if (integration?.Type !== 'AWS::ApiGatewayV2::Integration') {
    throw new Error(`${routeKey} leads to no integration`);
  }
  const functionId = functionIn(integration.Properties?.['IntegrationUri']);
  const name = byId.get(functionId)?.Properties?.['FunctionName'];
  if (typeof name !== 'string') throw new Error(`${routeKey} leads to no function`);
  if (!name.endsWith(answeredBy)) throw new Error(`${routeKey} is answered by ${name}`);
  const path = routeKey.slice(routeKey.indexOf(' ') + 1);
  return {
    what: routeKey,
    principal: 'apigateway.amazonaws.com',
    functionId,
    isFor: (sourceArn) => JSON.stringify(sourceArn ?? '').endsWith(`"/*/*${path}"]]}`),
  };
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
