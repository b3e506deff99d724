import { singles, statementOf } from '../../../../release/review/grants/statement';
import { unknownValue, weakly } from '../../../../release/review/template/marks';
import { statement } from './samples';

const read = (change: object) => statementOf(statement(change), 'holder', 'self');

describe('a statement', () => {
  test('has its names, and those of its holder and its resource where it names none', () => {
    const { Effect, Action } = statement();
    expect(statementOf({ Effect, Action }, 'holder', 'self')).toEqual({
      effect: 'Allow',
      principal: { but: false, patterns: ['AWS:holder'] },
      action: { but: false, patterns: [Action] },
      resource: { but: false, patterns: ['self'] },
      condition: {},
    });
    expect(statementOf({ Effect: 'Deny' }, 'holder', 'self')?.action.patterns).toEqual(['*']);
  });

  test.each([
    ['*', ['*']],
    [{ AWS: '*' }, ['*']],
    [
      { Service: ['a.amazonaws.com', 'b.amazonaws.com'] },
      ['Service:a.amazonaws.com', 'Service:b.amazonaws.com'],
    ],
    [
      { AWS: '111111111111', Federated: 'f' },
      ['AWS:arn:aws:iam::111111111111:root', 'Federated:f'],
    ],
    [{ AWS: 111111111111 }, ['AWS:arn:aws:iam::111111111111:root']],
    ['111111111111', ['AWS:arn:aws:iam::111111111111:root']],
    [{ AWS: 'arn:aws:iam::111111111111:role/a' }, ['AWS:arn:aws:iam::111111111111:role/a']],
    [{ CanonicalUser: '111111111111' }, ['CanonicalUser:111111111111']],
    [{ AWS: '1111111111111' }, ['AWS:1111111111111']],
    [{ AWS: weakly('a') }, ['AWS:a']],
  ])('names principals: %j', (Principal, patterns) => {
    expect(read({ Principal })?.principal).toEqual({ but: false, patterns });
  });

  test.each([
    ['arn:aws:sqs', 'arn:aws:sqs:*:*:*'],
    ['arn:aws:s3:::a', 'arn:aws:s3:::a'],
    ['arn:aws:s3:::a:b:c', 'arn:aws:s3:::a:b:c'],
    ['odd:aws', 'odd:aws'],
    ['arn:${aws:username}', 'arn:${aws:username}'],
    [`arn:${unknownValue('a')}`, `arn:${unknownValue('a')}`],
  ])('on %s is on %s', (Resource, pattern) => {
    expect(read({ Resource })?.resource.patterns).toEqual([pattern]);
  });

  test.each(['Principal', 'Action', 'Resource'] as const)(
    'may say of Not%s what it leaves out',
    (name) => {
      const part = name.toLowerCase() as 'principal' | 'action' | 'resource';
      const said = statementOf({ Effect: 'Allow', [`Not${name}`]: ['a', 'b'] }, 'holder', 'self');
      expect(said?.[part]).toEqual({ but: true, patterns: ['a', 'b'] });
    },
  );

  test('may have its condition as a text', () => {
    expect(read({ Condition: '{"Bool":{"a":"true"}}' })?.condition).toEqual({
      Bool: { a: ['true'] },
    });
    expect(read({ Condition: { Bool: { a: true } } })?.condition).toEqual({
      Bool: { a: ['true'] },
    });
  });

  test.each([
    ['an effect', { Effect: 'Odd' }],
    ['an action', { Action: { a: true } }],
    ['an empty action', { Action: {} }],
    ['one of its actions', { Action: ['a:b', null] }],
    ['a resource', { Resource: true }],
    ['a principal', { Principal: { AWS: [null] } }],
    ['one of its principals', { Principal: { AWS: 'a', Odd: null } }],
    ['a condition', { Condition: 'odd' }],
    ['a condition that is a list', { Condition: '[]' }],
  ])('cannot be read for %s', (_, change) => {
    expect(read(change)).toBeUndefined();
  });

  test('is one grant for each of its names, but for what it leaves out', () => {
    const said = statementOf(
      { Effect: 'Allow', Principal: ['p', 'q'], NotAction: ['a', 'b'], Resource: ['r', 's'] },
      'holder',
      'self',
    );
    const grants = said ? singles(said) : [];
    expect(
      grants.map(({ principal, resource }) => [...principal.patterns, ...resource.patterns].join()),
    ).toEqual(['p,r', 'p,s', 'q,r', 'q,s']);
    expect(grants.map(({ action }) => action)).toEqual(
      grants.map(() => ({ but: true, patterns: ['a', 'b'] })),
    );
    expect(grants[0]).toMatchObject({ kind: 'statement', effect: 'Allow', condition: {} });
  });
});
