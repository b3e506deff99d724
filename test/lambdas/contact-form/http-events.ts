import { ROUTES } from '../../../lambdas/contact-form/contract';

export interface EventOptions {
  readonly routeKey?: string;
  readonly pathParameters?: Readonly<Record<string, string>> | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
  readonly base64?: boolean;
  readonly signed?: boolean;
  readonly source?: string;
}

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

const WHO = { accessKey: 'ASIA', accountId: '111111111111', userArn: 'arn:aws:sts::1:x' };
const NOBODY = { accessKey: null, accountId: null, userArn: null };

function parts(options: EventOptions) {
  const { routeKey = ROUTES.submit, body, base64 = false, headers = {} } = options;
  const [method = '', template = ''] = routeKey.split(' ');
  const { pathParameters = { form: 'contact' }, signed = false, source = '192.0.2.7' } = options;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => pathParameters?.[name] ?? name);
  return {
    routeKey,
    method,
    template,
    path,
    headers,
    pathParameters,
    signed,
    source,
    isBase64Encoded: base64,
    body: base64 && typeof body === 'string' ? Buffer.from(body).toString('base64') : body,
  };
}

/** An event of an HTTP API, payload format 2.0: lower-case headers, nothing that is empty. */
export function eventV2(options: EventOptions = {}): Record<string, unknown> {
  const { routeKey, method, path, headers, body, isBase64Encoded, ...rest } = parts(options);
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    cookies: ['a=b'],
    headers: Object.fromEntries(lower) as unknown,
    ...(rest.pathParameters && { pathParameters: rest.pathParameters }),
    ...(body !== undefined && { body }),
    isBase64Encoded,
    requestContext: {
      ...(rest.signed && { authorizer: { iam: WHO } }),
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: rest.source, userAgent: 'test' },
      requestId: 'api-1',
      routeKey,
    },
  };
}

/** The same in payload format 1.0: headers as they came, and null for what is empty. */
export function eventV1(options: EventOptions = {}): Record<string, unknown> {
  const { method, template, path, headers, body, isBase64Encoded, ...rest } = parts(options);
  const lists = Object.entries(headers).map(([name, value]) => [name, [value]]);
  return {
    version: '1.0',
    resource: template,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(lists) as unknown,
    queryStringParameters: null,
    pathParameters: rest.pathParameters,
    stageVariables: null,
    requestContext: {
      httpMethod: method,
      path,
      resourcePath: template,
      identity: { sourceIp: rest.source, ...(rest.signed ? WHO : NOBODY) },
      authorizer: null,
    },
    body: body ?? null,
    isBase64Encoded,
  };
}
