import { BODY_MAX, parseRequest } from '../../../lambdas/contact-form/http/parse-request';
import { MESSAGE_MAX } from '../../../lambdas/contact-form/core/validate-form';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

function request(contentType: string | undefined, body?: string | Uint8Array, base64 = false) {
  const text =
    body === undefined ? undefined : Buffer.from(body).toString(base64 ? 'base64' : 'utf8');
  return parseRequest({
    headers: { 'content-type': contentType },
    body: text,
    isBase64Encoded: base64,
  });
}

const FIELDS = { name: 'Zoë & co', message: 'a+b\n100 %' };
const ENCODED = new URLSearchParams(FIELDS).toString();

describe('request body', () => {
  test.each([
    [JSON_TYPE, JSON.stringify(FIELDS)],
    ['application/json; charset=utf-8', JSON.stringify(FIELDS)],
    ['Application/JSON;charset="UTF-8"', JSON.stringify(FIELDS)],
    [JSON_TYPE, `\ufeff${JSON.stringify(FIELDS)}`],
    [FORM_TYPE, ENCODED],
    [`${FORM_TYPE}; charset=UTF-8`, ENCODED],
  ])('of type %s is read, base64 or not', (contentType, body) => {
    expect(request(contentType, body)).toEqual({ kind: 'fields', fields: FIELDS });
    expect(request(contentType, body, true)).toEqual({ kind: 'fields', fields: FIELDS });
  });

  test.each([
    undefined,
    '',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json-patch+json',
    'application/json; charset=iso-8859-1',
    'application/x-www-form-urlencoded; charset=utf-16',
  ])('of type %s is not supported', (contentType) => {
    expect(request(contentType, '{}')).toEqual({ kind: 'unsupported-type' });
  });

  test('may be as large as the limit and no larger, counted in bytes after decoding', () => {
    const longest = JSON.stringify({ message: 'ö'.repeat((BODY_MAX - 14) / 2) });
    expect(Buffer.byteLength(longest)).toBe(BODY_MAX);
    expect(request(JSON_TYPE, longest).kind).toBe('fields');
    expect(request(JSON_TYPE, longest, true).kind).toBe('fields');
    expect(request(JSON_TYPE, `${longest} `)).toEqual({ kind: 'too-large' });
    expect(request(JSON_TYPE, `${longest} `, true)).toEqual({ kind: 'too-large' });
  });

  test('of the longest message fits in every script and encoding', () => {
    const message = '語'.repeat(MESSAGE_MAX);
    const form = new URLSearchParams({ message }).toString();
    expect(request(FORM_TYPE, form)).toEqual({ kind: 'fields', fields: { message } });
  });

  test.each(['', '{', 'name=x', '[]', 'null', '"text"', '1'])(
    'of JSON type holding %j is malformed',
    (body) => {
      expect(request(JSON_TYPE, body)).toMatchObject({
        kind: 'malformed',
        errors: [{ field: 'body' }],
      });
    },
  );

  test('that is missing is malformed JSON or an empty form', () => {
    expect(request(JSON_TYPE).kind).toBe('malformed');
    expect(request(FORM_TYPE)).toEqual({ kind: 'fields', fields: {} });
  });

  test('that is not UTF-8 is malformed', () => {
    const latin1 = Buffer.from('{"name":"Zoë"}', 'latin1');
    expect(request(JSON_TYPE, latin1, true)).toEqual({
      kind: 'malformed',
      errors: [{ field: 'body', reason: 'must be UTF-8' }],
    });
  });

  test('that gives a field twice has no text for it', () => {
    const parsed = request(FORM_TYPE, 'name=Ada&name=Eve&email=a');
    expect(parsed).toEqual({ kind: 'fields', fields: { name: [], email: 'a' } });
  });

  test('cannot reach the prototype', () => {
    const parsed = request(JSON_TYPE, '{"__proto__": {"name": "Eve"}, "constructor": "x"}');
    expect(parsed).toMatchObject({ kind: 'fields' });
    expect(({} as { name?: string }).name).toBeUndefined();
  });
});
