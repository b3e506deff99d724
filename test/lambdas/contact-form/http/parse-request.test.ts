import {
  BODY_MAX,
  mediaTypeOf,
  parseRequest,
} from '../../../../lambdas/contact-form/http/parse-request';
import fc from 'fast-check';
import { FORM_TYPE, JSON_TYPE } from '../http-events';

function headersOf(...types: string[]) {
  return new Map([['content-type', types]]);
}

function request(contentType: string | undefined, body: string | Uint8Array = '') {
  const headers = contentType === undefined ? new Map<string, string[]>() : headersOf(contentType);
  return parseRequest({ headers, body: Buffer.from(body) });
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
    [` ${FORM_TYPE} ;  charset = "utf8" `, ENCODED],
    [`${FORM_TYPE}; x-charset=utf-16`, ENCODED],
  ])('of type %s is read', (contentType, body) => {
    expect(request(contentType, body)).toEqual({ kind: 'fields', fields: FIELDS });
  });

  test.each([
    undefined,
    '',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json-patch+json',
    'application/json,application/json',
    'application/json; charset=iso-8859-1',
    'application/x-www-form-urlencoded; charset=utf-16',
  ])('of type %s is not supported', (contentType) => {
    expect(request(contentType, '{}')).toEqual({ kind: 'unsupported-type' });
  });

  test('of JSON may hold what is no percent-encoding of UTF-8', () => {
    const fields = { message: '100%FF' };
    expect(request(JSON_TYPE, JSON.stringify(fields))).toEqual({ kind: 'fields', fields });
  });

  test.each(['%1B$B', '%1B(J'])('of a form may not switch to Japanese by %s', (escape) => {
    expect(request(FORM_TYPE, `message=a${escape}b`)).toEqual({
      kind: 'malformed',
      fault: 'not-utf8',
    });
  });

  test('of two types is not supported, even when they are the same', () => {
    for (const types of [
      [JSON_TYPE, FORM_TYPE],
      [JSON_TYPE, JSON_TYPE],
    ]) {
      expect(mediaTypeOf({ headers: headersOf(...types) })).toBeUndefined();
    }
  });

  test('may be as large as the limit and no larger, counted in bytes', () => {
    const longest = JSON.stringify({ message: 'ö'.repeat((BODY_MAX - 14) / 2) });
    expect(Buffer.byteLength(longest)).toBe(BODY_MAX);
    expect(request(JSON_TYPE, longest).kind).toBe('fields');
    expect(request(JSON_TYPE, `${longest} `)).toEqual({ kind: 'too-large' });
  });

  test.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    ['name=x', 'not-json'],
    ['[]', 'not-object'],
    ['null', 'not-object'],
    ['"text"', 'not-object'],
    ['1', 'not-object'],
  ])('of JSON type holding %j is malformed', (body, fault) => {
    expect(request(JSON_TYPE, body)).toEqual({ kind: 'malformed', fault });
  });

  test('of form type may be empty', () => {
    expect(request(FORM_TYPE)).toEqual({ kind: 'fields', fields: {} });
  });

  test.each([JSON_TYPE, FORM_TYPE])('of type %s that is not UTF-8 is malformed', (type) => {
    const latin1 = Buffer.from('{"name":"Zoë"}', 'latin1');
    expect(request(type, latin1)).toEqual({ kind: 'malformed', fault: 'not-utf8' });
  });

  // Seen in Chromium with forms of pages in these encodings, which whatwg/html#3097 still lets be posted.
  test.each([
    ['windows-1251', 'message=%CF%F0%E8%E2%E5%F2'],
    ['Shift_JIS', 'message=%82%B1%82%F1%82%C9%82%BF%82%CD'],
    ['ISO-8859-1', 'message=Gr%FC%DFe'],
    ['EUC-KR', 'message=%BE%C8%B3%E7'],
    ['GB18030', 'message=%C4%E3%BA%C3'],
    ['ISO-2022-JP', 'message=%1B%24B%243%1B%28B'],
    ['the name of a field', '%E9tat=x&message=Hello'],
    ['UTF-8 with a surrogate in it (CESU-8)', 'message=%ED%A0%BD%ED%B8%80'],
    ['UTF-8 in more bytes than it needs', 'message=%C0%AF'],
    ['UTF-8 that is cut off', 'message=%E2%82&name=Ada'],
    ['what says that it is something else', 'message=Gr%C3%BC%C3%9Fe&_charset_=windows-1252'],
  ])('whose percent-encoding is not UTF-8 (%s) is malformed', (_, body) => {
    expect(request(FORM_TYPE, body)).toEqual({ kind: 'malformed', fault: 'not-utf8' });
  });

  test.each([
    ['in UTF-8', 'message=%D0%9F%D1%80%D0%B8', 'При'],
    ['in bytes that are not encoded', 'message=При', 'При'],
    ['with a replacement character that was sent', 'message=%EF%BF%BD', '\ufffd'],
    ['with a percent sign that encodes nothing', 'message=100%+%ZZ%', '100% %ZZ%'],
    ['that says so', 'message=%F0%9F%99%82&_charset_=UTF-8', '🙂'],
  ])('of form type %s is read', (_, body, message) => {
    expect(request(FORM_TYPE, body)).toMatchObject({ kind: 'fields', fields: { message } });
  });

  test('of form type is read as its bytes say, or not at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const encoded = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        const parsed = request(FORM_TYPE, `message=${encoded}`);
        const message = parsed.kind === 'fields' ? parsed.fields['message'] : undefined;
        // Either way: nothing is replaced.
        expect([undefined, Buffer.from(bytes).toString('hex')]).toContain(
          typeof message === 'string' ? Buffer.from(message).toString('hex') : undefined,
        );
      }),
    );
  });

  test('that gives a field twice has no text for it', () => {
    const parsed = request(FORM_TYPE, 'name=Ada&name=Eve&email=a');
    expect(parsed).toEqual({ kind: 'fields', fields: { name: [], email: 'a' } });
  });

  test.each([
    [JSON_TYPE, '{"__proto__": {"name": "Eve"}, "constructor": "x"}'],
    [FORM_TYPE, '__proto__=Eve&constructor=x'],
  ])('of type %s cannot reach the prototype', (type, body) => {
    const parsed = request(type, body);
    expect(parsed.kind === 'fields' && Object.keys(parsed.fields)).toEqual([
      '__proto__',
      'constructor',
    ]);
    expect(({} as { name?: string }).name).toBeUndefined();
  });
});
