import { isJsonObject, objectOf } from '../../shared/json-object';

/** The parts of an HTTP API's event that are used, of either payload format. */
export interface HttpRequest {
  /** Such as `POST /forms/{form}`. */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Lower-case name -> every value that was sent. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Decoded. */
  readonly body: Buffer;
  /** IP address. */
  readonly source: string | undefined;
  /** Whether API Gateway let the request through by IAM: only it fills in who signed. */
  readonly signed: boolean;
}

/**
 * Reads payload format 2.0 and 1.0; undefined for anything else. Takes nothing for granted: an event of
 * another shape must be answered, not thrown at.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function readRequest(event: unknown): HttpRequest | undefined {
  const root = objectOf(event);
  const context = objectOf(root['requestContext']);
  const http = objectOf(context['http']);
  const identity = objectOf(context['identity']);
  const routeKey = textOf(root['routeKey']) ?? routeKeyOf(root['httpMethod'], root['resource']);
  const { body = null, isBase64Encoded } = root;
  if (routeKey === undefined || (body !== null && typeof body !== 'string')) return undefined;
  const path = textOf(root['rawPath']) ?? textOf(root['path']) ?? '';
  return {
    routeKey,
    pathParameters: { ...parametersOf(routeKey, path), ...textsOf(root['pathParameters']) },
    headers: headersOf(root['headers'], root['multiValueHeaders']),
    // HTTP API encodes a body in base64 unless its type is a text type.
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
    source: textOf(http['sourceIp']) ?? textOf(identity['sourceIp']),
    signed:
      isJsonObject(objectOf(context['authorizer'])['iam']) ||
      textOf(identity['userArn']) !== undefined,
  };
}

function routeKeyOf(method: unknown, resource: unknown): string | undefined {
  if (textOf(method) === undefined || textOf(resource) === undefined) return undefined;
  return `${String(method)} ${String(resource)}`;
}

/** Read off the path, from its end: before it there may be the name of a stage. */
function parametersOf(routeKey: string, path: string): Record<string, string> {
  const segments = path.split('/').reverse();
  const template = routeKey.split('/').reverse();
  return Object.fromEntries(
    template.flatMap((part, index) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      const value = decoded(segments[index] ?? '');
      return name === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}

function headersOf(single: unknown, multiple: unknown): Map<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  const add = (name: string, values: readonly string[]) => {
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), ...values]);
  };
  for (const [name, values] of Object.entries(objectOf(multiple))) {
    if (Array.isArray(values)) add(name, values.filter(isText));
  }
  // In format 1.0 the last of the multiple values again.
  const known = new Set(headers.keys());
  for (const [name, value] of Object.entries(objectOf(single))) {
    if (isText(value) && !known.has(name.toLowerCase())) add(name, [value]);
  }
  return headers;
}

function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).filter((entry): entry is [string, string] => isText(entry[1])),
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function textOf(value: unknown): string | undefined {
  return isText(value) && value !== '' ? value : undefined;
}
