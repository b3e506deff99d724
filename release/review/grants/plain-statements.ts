import { type JsonObject } from '../../../lambdas/shared/json-object';

/** Resources whose own properties are what others have in a statement. */
const PLAIN: Readonly<Record<string, (properties: JsonObject) => JsonObject | undefined>> = {
  'AWS::Lambda::Permission': ({ Principal, Action, FunctionName, ...limits }) => ({
    Effect: 'Allow',
    Principal: principalOf(Principal),
    Action,
    Resource: FunctionName,
    ...conditionOf(limits, {
      SourceArn: ['ArnLike', 'aws:SourceArn'],
      SourceAccount: ['StringEquals', 'aws:SourceAccount'],
      PrincipalOrgID: ['StringEquals', 'aws:PrincipalOrgID'],
      FunctionUrlAuthType: ['StringEquals', 'lambda:FunctionUrlAuthType'],
      EventSourceToken: ['StringEquals', 'lambda:EventSourceToken'],
      InvokedViaFunctionUrl: ['Bool', 'lambda:InvokedViaFunctionUrl'],
    }),
  }),
  'AWS::Lambda::LayerVersionPermission': ({ Principal, Action, LayerVersionArn, ...limits }) => ({
    Effect: 'Allow',
    Principal: principalOf(Principal),
    Action,
    Resource: LayerVersionArn,
    ...conditionOf(limits, { OrganizationId: ['StringEquals', 'aws:PrincipalOrgID'] }),
  }),
  // Its other form has a statement in a property.
  'AWS::Events::EventBusPolicy': ({ Principal, Action, EventBusName, Condition, Statement }) =>
    Statement === undefined
      ? {
          Effect: 'Allow',
          Principal: principalOf(Principal),
          Action,
          Resource: EventBusName ?? 'default',
          ...(Condition !== undefined && { Condition: plainCondition(Condition as JsonObject) }),
        }
      : undefined,
  'AWS::EntityResolution::PolicyStatement': ({ Effect, Principal, Action, Arn, Condition }) => ({
    Effect,
    Principal,
    Action,
    Resource: Arn,
    Condition,
  }),
};

/** `undefined` for a resource of another type. */
export function plainStatement(type: string, properties: JsonObject): JsonObject | undefined {
  return PLAIN[type]?.(properties);
}

/** A service, an account, an ARN or everybody. */
function principalOf(name: unknown): unknown {
  return typeof name === 'string' && name.endsWith('.amazonaws.com')
    ? { Service: name }
    : { AWS: name };
}

function plainCondition({ Type, Key, Value }: JsonObject): JsonObject {
  return { [String(Type)]: { [String(Key)]: Value ?? '' } };
}

/** An unknown limit counts as a limit of its own kind, and is compared as text. */
function conditionOf(
  limits: JsonObject,
  known: Readonly<Record<string, readonly [operator: string, key: string]>>,
): JsonObject {
  const condition: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(limits)) {
    const [operator, key] = known[name] ?? ['StringEquals', name];
    condition[operator] = { ...condition[operator], [key]: value };
  }
  return { Condition: condition };
}
