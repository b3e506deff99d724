import { contains, namesCover, type StatementGrant } from '../../../../release/review/grants/grant';
import { single } from '../../../../release/review/grants/statement';
import { referenceTo, unknownValue } from '../../../../release/review/template/marks';
import { grant } from './samples';

const but = (...patterns: readonly string[]) => ({ but: true, patterns });
const names = (...patterns: readonly string[]) => ({ but: false, patterns });
const UNKNOWN = unknownValue('Given');

describe('names cover other names:', () => {
  test.each([
    ['yes', names('a', 'b'), names('b', 'a')],
    ['no', names('a'), names('a', 'b')],
    ['maybe', names('a', UNKNOWN), names('b')],
    ['no', names('a'), but('a')],
    ['yes', names('*'), but('a')],
    ['yes', but('a'), but('a', 'b')],
    ['no', but('a', 'b'), but('a')],
    ['yes', but('a*'), names('b', 'c')],
    ['no', but('a*'), names('b', 'ab')],
    ['no', but('b', 'a*'), names('ab')],
    ['maybe', but(UNKNOWN), names('a')],
  ])('%s, %j and %j', (certainty, outer, inner) => {
    expect(namesCover(outer, inner)).toBe(certainty);
  });

  test('in any letters, where that does not matter', () => {
    expect(namesCover(names('A'), names('a'), true)).toBe('yes');
    expect(namesCover(names('A'), names('a'))).toBe('no');
  });
});

describe('a grant contains another one:', () => {
  test.each<[string, Partial<StatementGrant>, Partial<StatementGrant>]>([
    ['yes', {}, {}],
    ['no', { effect: 'Deny' }, {}],
    ['yes', { effect: 'Deny' }, { effect: 'Deny' }],
    ['yes', { action: single('A:*') }, {}],
    ['no', { action: single('a:c') }, {}],
    ['no', { resource: single('R') }, {}],
    ['no', { principal: single('AWS:b') }, {}],
    ['no', { condition: { Bool: { a: ['true'] } } }, {}],
    ['yes', {}, { condition: { Bool: { a: ['true'] } } }],
    ['yes', {}, { when: ['Open'] }],
    ['maybe', { when: ['Open'] }, {}],
    ['yes', { when: ['Open'] }, { when: ['Other', 'Open'] }],
    ['no', { when: ['Open'], resource: single('s') }, {}],
    ['maybe', { resource: single(UNKNOWN) }, {}],
  ])('%s, %j and %j', (certainty, outer, inner) => {
    expect(contains(grant(outer), grant(inner))).toBe(certainty);
  });
});

describe('somebody is let in by', () => {
  const account = (id: string) => `AWS:arn:aws:iam::${id}:root`;
  const roleOf = (id: string, name = 'a') => `AWS:arn:aws:iam::${id}:role/${name}`;
  const [ONE, TWO] = ['111111111111', '222222222222'] as const;
  const made = `AWS:${referenceTo('stack', 'Role', 'Arn')}`;

  test.each([
    ['yes', names(account(ONE)), names(account(ONE))],
    // What the account may do is not what a role of the release may do by its name.
    ['no', names(account(ONE)), names(made)],
    ['yes', names(account(ONE), '*'), names(made)],
    ['yes', names(made), names(made)],
    ['yes', names(account(ONE), roleOf(ONE)), names(roleOf(ONE))],
    ['no', names(account(ONE)), names(roleOf(ONE), made)],
    ['maybe', but(account(ONE)), names(roleOf(ONE))],
    ['maybe', but(account(ONE), account(TWO)), names(roleOf(TWO))],
    ['yes', but(account(ONE)), names(roleOf(TWO))],
    ['yes', but(account(ONE)), but(account(ONE))],
    ['yes', but(roleOf(ONE)), names(roleOf(ONE, 'b'))],
    ['no', but(roleOf(ONE)), names(roleOf(ONE))],
    ['yes', but(`${account(ONE)}-odd`), names(roleOf(ONE))],
  ])('%s: %j, who is in %j', (certainty, outer, inner) => {
    expect(contains(grant({ principal: outer }), grant({ principal: inner }))).toBe(certainty);
  });
});
