import { NOT_RATED, type OtherGrant } from '../../../../release/review/grants/grant';
import { single } from '../../../../release/review/grants/statement';
import { otherWords, statementWords } from '../../../../release/review/grants/words';
import { referenceTo, unknownValue } from '../../../../release/review/template/marks';
import { grant } from './samples';

describe('a statement', () => {
  const words = {
    rating: 'broader',
    what: 'Allow a:b',
    resource: 'r',
    principal: 'AWS:a',
    condition: '',
    type: 'AWS::IAM::Role',
    logicalId: 'Role',
  };

  test('comes, goes or changes', () => {
    expect(statementWords(undefined, grant(), 'broader')).toEqual({ ...words, change: 'comes' });
    expect(statementWords(grant(), undefined, 'broader')).toEqual({ ...words, change: 'goes' });
    expect(statementWords(grant(), grant(), 'broader')).toEqual({ ...words, change: 'changes' });
  });

  test('says of each part what it was and what it is', () => {
    const now = grant({
      effect: 'Deny',
      action: { but: true, patterns: ['c:d', 'e:f'] },
      resource: single(referenceTo('stack', 'Queue', 'Arn')),
      principal: single('*'),
      condition: { StringEquals: { k: ['x', 'y'] }, Bool: { m: ['true'] } },
      when: ['Open', `not Other${unknownValue('', 'a')}`],
    });
    const condition =
      '{"StringEquals":{"k":["x","y"]},"Bool":{"m":"true"}} and the template’s condition Open ' +
      'and the template’s condition not Other';
    const parts = {
      what: 'a:b → all but c:d, e:f',
      resource: 'r → ${Queue.Arn}',
      principal: 'AWS:a → *',
    };
    expect(statementWords(grant(), now, 'broader')).toMatchObject({
      ...parts,
      what: `Deny ${parts.what}`,
      condition: `nothing → ${condition}`,
    });
    expect(statementWords(now, grant(), 'broader').condition).toBe(`${condition} → nothing`);
  });

  test('of a limit says which, and without one that everything is allowed', () => {
    const limit = 'PermissionsBoundary';
    const open = grant({ limit, without: limit, action: single('*'), resource: single('*') });
    expect(statementWords(grant({ limit }), open, 'broader')).toMatchObject({
      what: `${limit}: Allow a:b → everything, without one`,
      resource: 'r',
      principal: 'AWS:a',
    });
    const missing = grant({ without: 'KeyPolicy', principal: single('*') });
    expect(statementWords(undefined, missing, 'broader')).toMatchObject({
      what: 'Allow everything, as there is no KeyPolicy',
      resource: '',
      principal: '',
    });
  });
});

describe('a grant that is no statement', () => {
  const other = (change: Partial<OtherGrant> = {}): OtherGrant => ({
    kind: 'other',
    scope: 's',
    stackName: 'stack',
    logicalId: 'It',
    type: 'Odd::Odd::Odd',
    when: [],
    name: 'AuthType',
    value: 'NONE',
    ratings: NOT_RATED,
    ...change,
  });
  const what = (...sides: readonly [OtherGrant | undefined, OtherGrant | undefined]) =>
    otherWords(...sides, 'broader').what;

  test('comes, goes or changes, with its value', () => {
    const words = {
      rating: 'broader',
      resource: '${It}',
      principal: '',
      condition: '',
      type: 'Odd::Odd::Odd',
      logicalId: 'It',
    };
    expect(otherWords(undefined, other(), 'broader')).toEqual({
      ...words,
      change: 'comes',
      what: 'AuthType NONE',
    });
    expect(otherWords(other(), undefined, 'broader')).toEqual({
      ...words,
      change: 'goes',
      what: 'AuthType NONE',
    });
    expect(otherWords(other({ value: 'AWS_IAM' }), other(), 'broader')).toEqual({
      ...words,
      change: 'changes',
      what: 'AuthType AWS_IAM → NONE',
    });
  });

  test('has the name of its type, if it has none, and its conditions', () => {
    const open = other({ name: '', when: ['Open', 'not Other'] });
    expect(otherWords(undefined, open, 'broader')).toMatchObject({
      what: 'Odd::Odd::Odd NONE',
      condition: 'the template’s condition Open and the template’s condition not Other',
    });
  });

  test('shows a value of up to 120 characters', () => {
    const [most, more] = ['x'.repeat(120), 'x'.repeat(121)];
    expect(what(undefined, other({ value: most }))).toBe(`AuthType ${most}`);
    expect(what(undefined, other({ value: more }))).toBe('AuthType');
    expect(what(other({ value: more }), other())).toBe('AuthType NONE');
  });

  test('shows no secret, by its own name or by one in it', () => {
    expect(what(undefined, other({ name: 'ClientSecret' }))).toBe('ClientSecret');
    const value = '{"User":"u","ClientSecret":"hunter2"}';
    expect(what(undefined, other({ value }))).toBe('AuthType');
  });
});
