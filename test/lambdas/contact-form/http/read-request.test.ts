import { ROUTES } from '../../../../lambdas/contact-form/contract';
import { readRequest } from '../../../../lambdas/contact-form/http/read-request';
import { eventV1, eventV2 } from '../http-events';

describe.each([
  ['1.0', eventV1],
  ['2.0', eventV2],
])('an event of payload format %s', (_, event) => {
  test('tells route, form, headers, body and source', () => {
    const headers = { 'Content-Type': 'text/plain', ORIGIN: 'https://example.com' };
    const request = readRequest(event({ headers, body: 'ö🌍' }));
    expect(request).toMatchObject({
      routeKey: ROUTES.submit,
      pathParameters: { form: 'contact' },
      source: '192.0.2.7',
      signed: false,
    });
    expect(request?.headers).toEqual(
      new Map([
        ['content-type', ['text/plain']],
        ['origin', ['https://example.com']],
      ]),
    );
    expect(request?.body.toString()).toBe('ö🌍');
  });

  test('has the same body in base64', () => {
    const bytes = readRequest(event({ body: 'ö🌍', base64: true }))?.body;
    expect(bytes).toEqual(Buffer.from('ö🌍'));
  });

  test.each([undefined, null, ''])('has an empty body for %j', (body) => {
    const request = readRequest(event(body === undefined ? {} : { body }));
    expect(request?.body).toHaveLength(0);
  });

  test('is signed when the gateway says by whom', () => {
    expect(readRequest(event({ signed: true }))?.signed).toBe(true);
  });

  test.each([null, {}])('tells the form from the path when its parameters are %j', (given) => {
    const sent = { ...event({ pathParameters: { form: 'my-form' } }), pathParameters: given };
    expect(readRequest(sent)?.pathParameters).toEqual({ form: 'my-form' });
    const none = { ...sent, pathParameters: undefined };
    expect(readRequest(none)?.pathParameters).toEqual({ form: 'my-form' });
  });
});

describe('an event', () => {
  test('of an API with a named stage has the form after it', () => {
    const event = { ...eventV2(), rawPath: '/prod/forms/a%20b', pathParameters: undefined };
    expect(readRequest(event)?.pathParameters).toEqual({ form: 'a b' });
    const broken = { ...event, rawPath: '/forms/%E0%A4%A' };
    expect(readRequest(broken)?.pathParameters).toEqual({});
  });

  test('keeps every value of a header, however it is written', () => {
    const event = eventV1({ headers: { 'content-type': 'b' } });
    const twice = { ...event, multiValueHeaders: { 'Content-Type': ['a'], 'content-type': ['b'] } };
    expect(readRequest(twice)?.headers.get('content-type')).toEqual(['a', 'b']);
    const single = { ...event, multiValueHeaders: null, headers: { 'X-A': '1', 'x-a': '2' } };
    expect(readRequest(single)?.headers.get('x-a')).toEqual(['1', '2']);
  });

  test('has no header and no parameter that is no text', () => {
    const parts = { multiValueHeaders: { 'X-A': ['1', 2] }, headers: { 'x-b': 3 } };
    const event = { ...eventV1(), ...parts, pathParameters: { form: 'plain', other: 4 } };
    const request = readRequest(event);
    expect(request?.headers).toEqual(new Map([['x-a', ['1']]]));
    expect(request?.pathParameters).toEqual({ form: 'plain' });
  });

  test('has its parameters where the gateway says them, whatever the path', () => {
    const event = { ...eventV2(), rawPath: '/', pathParameters: { form: 'plain' } };
    expect(readRequest(event)?.pathParameters).toEqual({ form: 'plain' });
  });

  test.each([
    undefined,
    null,
    'text',
    7,
    [],
    {},
    { Records: [] },
    { routeKey: 7 },
    { httpMethod: 'POST' },
    { resource: '/forms/{form}' },
    { ...eventV2(), body: {} },
  ])('%j is none of an HTTP API', (event) => {
    expect(readRequest(event)).toBeUndefined();
  });

  test.each([
    { headers: 'x', multiValueHeaders: { a: 'x', b: [1] }, pathParameters: 7 },
    { headers: { a: 1 }, requestContext: 'x' },
    { headers: null, requestContext: { http: 1, identity: [], authorizer: 'x' } },
    { requestContext: { authorizer: { iam: null }, identity: { userArn: '' } } },
  ])('with %j is read as far as it goes, and is not signed', (parts) => {
    expect(readRequest({ ...eventV2(), ...parts })).toMatchObject({ signed: false });
  });
});
