import fc from 'fast-check';
import { all, covers, literal, overlap } from '../../../../release/review/grants/patterns';
import { referenceTo, unknownValue, weakly } from '../../../../release/review/template/marks';

const ROLE = referenceTo('stack', 'Role');
const ROLE_ARN = referenceTo('stack', 'Role', 'Arn');
const QUEUE_ARN = referenceTo('stack', 'Queue', 'Arn');
const UNKNOWN = unknownValue('Given');
const S3 = 'arn:aws:s3:::';

test('all parts are as sure as the least sure of them', () => {
  expect(all()).toBe('yes');
  expect(all('yes', 'yes')).toBe('yes');
  expect(all('yes', 'maybe', 'yes')).toBe('maybe');
  expect(all('maybe', 'no', 'yes')).toBe('no');
});

describe('a pattern covers another one:', () => {
  test.each([
    ['yes', 'a', 'a'],
    ['no', 'a', 'b'],
    ['no', 'a', 'ab'],
    ['no', 'ab', 'a'],
    ['yes', '*', ''],
    ['yes', '**', 'a*?'],
    ['no', 'a*', '*'],
    ['no', 'a', '**'],
    ['yes', 'a*', 'a'],
    ['yes', 'a*c', 'abbc'],
    ['no', 'a*c', 'abb'],
    ['yes', 'a?', 'ab'],
    ['yes', 'a?', 'a?'],
    ['no', 'a?', 'a*'],
    ['no', 'a?', 'a'],
    ['yes', '*a', '*ba'],
    ['yes', 'a*', 'a?'],
    ['no', 'ab', 'a?'],
    // A part of an ARN ends at its colon, but for the last one.
    ['yes', 'arn:aws:sqs:*:1:a', 'arn:aws:sqs:eu:1:a'],
    ['no', 'arn:aws:sqs:e*:1:a', 'arn:aws:sqs:eu:2:1:a'],
    ['yes', `${S3}a*`, `${S3}a:b:c`],
    ['no', `${S3}a`, `${S3}a:b`],
    ['no', `${S3}a`, `${S3}b`],
    ['yes', 'arn:*', `${S3}a`],
    ['yes', 'a*:1:a', 'arn:aws:sqs:eu:1:a'],
    ['no', 'arn:*', 'odd:a'],
    ['no', 'arn:aws', `${S3}a`],
    // What is no ARN has no parts.
    ['yes', 'a:b:c:d:e*:g', 'a:b:c:d:ef:x:g'],
    // A sign that is none.
    ['no', 'a${*}', 'ab'],
    ['no', 'a${*}', 'a'],
    ['no', 'a${$}', 'a'],
    ['yes', 'a*', 'a${*}'],
    ['yes', 'a?', 'a${?}'],
    ['no', 'a${?}', 'ab'],
    ['no', 'a${*}', 'a${?}'],
    ['no', 'a${$}{b}', 'a${b}'],
    // Whoever asks.
    ['yes', `${S3}a/*`, `${S3}a/\${aws:username}`],
    ['no', `${S3}a/?`, `${S3}a/\${aws:username}`],
    ['no', `${S3}a/\${aws:username}`, `${S3}a/bob`],
    ['yes', `${S3}*/\${aws:username}`, `${S3}a/\${aws:username}`],
    // A resource of the release.
    ['yes', ROLE_ARN, ROLE_ARN],
    ['yes', ROLE_ARN, weakly(ROLE_ARN)],
    ['no', ROLE_ARN, QUEUE_ARN],
    ['maybe', ROLE, ROLE_ARN],
    ['no', ROLE_ARN, `${QUEUE_ARN}a`],
    ['maybe', ROLE_ARN, `${S3}a`],
    ['maybe', `${S3}a`, ROLE_ARN],
    ['yes', `${ROLE_ARN}/*`, `${ROLE_ARN}/a`],
    ['no', `${ROLE_ARN}/a`, `${ROLE_ARN}/*`],
    ['no', `${ROLE_ARN}/a`, `${QUEUE_ARN}/a`],
    ['no', ROLE_ARN, '?'],
    ['no', '?', ROLE_ARN],
    ['no', ROLE_ARN, 'a*'],
    ['no', ROLE_ARN, '${aws:username}'],
    ['yes', 'a*', `a${ROLE}`],
    ['no', 'a*', `b${ROLE}`],
    // What nobody knows.
    ['maybe', UNKNOWN, 'a'],
    ['maybe', 'a', UNKNOWN],
    ['maybe', 'abc', `a${UNKNOWN}c`],
    ['maybe', `a${UNKNOWN}c`, 'abbc'],
    ['no', `a${UNKNOWN}`, 'b'],
    ['no', 'b', `a${UNKNOWN}`],
    ['yes', 'a*', `a${UNKNOWN}`],
    ['maybe', UNKNOWN, ROLE_ARN],
    ['maybe', ROLE_ARN, UNKNOWN],
    ['maybe', UNKNOWN, unknownValue('Other')],
    ['maybe', UNKNOWN, 'a*'],
    ['maybe', UNKNOWN, '${aws:username}'],
  ])('%s, %s and %s', (certainty, outer, inner) => {
    expect(covers(outer, inner)).toBe(certainty);
  });
});

describe('two patterns overlap:', () => {
  test.each([
    ['yes', 'a', 'a'],
    ['no', 'a', 'b'],
    ['no', 'a', 'ab'],
    ['no', 'ab', 'a'],
    ['yes', '', ''],
    ['yes', '*', ''],
    ['yes', 'a*', '*b'],
    ['no', 'a*', 'b*'],
    ['no', 'a*b', 'ac'],
    ['yes', 'a?', '?b'],
    ['no', '?', 'ab'],
    ['no', '?', ''],
    ['yes', 'a**', 'a'],
    ['no', 'a${*}', 'ab'],
    ['maybe', UNKNOWN, 'a'],
    ['no', `a${UNKNOWN}`, 'b'],
    ['maybe', '${aws:username}', 'bob'],
    ['maybe', ROLE_ARN, `${S3}a`],
    ['yes', 'a*', `a${UNKNOWN}`],
    ['yes', ROLE_ARN, ROLE_ARN],
  ])('%s, %s and %s', (certainty, one, other) => {
    expect(overlap(one, other)).toBe(certainty);
    expect(overlap(other, one)).toBe(certainty);
  });
});

test('a text as a pattern matches only itself', () => {
  expect(covers(literal('a*?'), literal('a*?'))).toBe('yes');
  expect(covers(literal('a*?'), 'abc')).toBe('no');
  expect(covers('a*', literal('a*?'))).toBe('yes');
  expect(literal('a*?')).toBe('a${*}${?}');
  expect(literal('abc')).toBe('abc');
});

/** A pattern of IAM as JavaScript has it. */
function expression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

describe('patterns', () => {
  test('cover each other only if every text of one is one of the other', () => {
    fc.assert(
      fc.property(patterns, patterns, texts, (outer, inner, text) => {
        fc.pre(covers(outer, inner) === 'yes' && expression(inner).test(text));
        return expression(outer).test(text);
      }),
    );
  });

  test('cover every text that they match', () => {
    fc.assert(
      fc.property(
        patterns,
        texts,
        (outer, text) => covers(outer, text) === (expression(outer).test(text) ? 'yes' : 'no'),
      ),
    );
  });

  test('overlap wherever a text is one of both', () => {
    fc.assert(
      fc.property(patterns, patterns, texts, (one, other, text) => {
        fc.pre(expression(one).test(text) && expression(other).test(text));
        return overlap(one, other) === 'yes';
      }),
    );
  });
});
