import { type JsonObject, objectIn, objectOf } from '../../shared/json-object';

/** The parts of an HTTP API's event that are used, payload format 2.0. */
export interface OwnerRequest {
  /** Such as `GET /submissions/{id}`. */
  readonly routeKey: string;
  /** Id of the person whose token API Gateway let through; `undefined` on a route without sign-in. */
  readonly person: string | undefined;
  /** API Gateway's. */
  readonly requestId: string;
  /** The path's `{id}`, decoded; empty if there is none. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  /** Without properties unless it is an object of JSON. */
  readonly body: JsonObject;
}

/** Takes nothing for granted: an event of another shape is a request for nothing. */
export function ownerRequest(event: unknown): OwnerRequest {
  const { routeKey, queryStringParameters, pathParameters, body, isBase64Encoded, ...root } =
    objectOf(event);
  const context = objectOf(root['requestContext']);
  const { claims } = objectOf(objectOf(context['authorizer'])['jwt']);
  const { sub } = objectOf(claims);
  return {
    routeKey: text(routeKey),
    person: text(sub) || undefined,
    requestId: text(context['requestId']),
    id: text(objectOf(pathParameters)['id']),
    query: Object.fromEntries(
      Object.entries(objectOf(queryStringParameters)).map(([name, value]) => [name, text(value)]),
    ),
    body: objectIn(
      Buffer.from(text(body), isBase64Encoded === true ? 'base64' : 'utf8').toString(),
    ),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
