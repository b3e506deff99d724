import {
  addressed,
  characters,
  hasMarks,
  hasUnknown,
  readable,
  referencesIn,
  referenceTo,
  strengthened,
  unknownValue,
  weakly,
  withoutUnknown,
  withoutWeak,
} from '../../../../release/review/template/marks';

const queue = referenceTo('one', 'Queue');
const arn = referenceTo('one', 'Queue', 'Arn');

describe('a text', () => {
  test('has marks for references, unknown values and what is weak', () => {
    expect([queue, unknownValue('a'), weakly('a')].map((one) => hasMarks(`x${one}`))).toEqual([
      true,
      true,
      true,
    ]);
    expect(hasMarks('${Queue.Arn}')).toBe(false);
  });

  test('has something unknown, or has not', () => {
    expect(hasUnknown(`x${unknownValue('a')}`)).toBe(true);
    expect(hasUnknown(`x${weakly(arn)}`)).toBe(false);
  });

  test('names its references in their order, and which of them are weak', () => {
    const inner = weakly(`a${weakly(arn)}b${queue}`);
    const one = { stackName: 'one', logicalId: 'Queue' };
    expect(referencesIn(`${queue}${inner}${unknownValue('a')}${arn}`)).toStrictEqual([
      { ...one, weak: false },
      { ...one, attribute: 'Arn', weak: true },
      { ...one, weak: true },
      { ...one, attribute: 'Arn', weak: false },
    ]);
  });

  test('is the same as another but for what is weak in it, at any depth', () => {
    const text = (one: string, other: string) => `a${weakly(`b${weakly(one)}c${other}`)}d`;
    expect(withoutWeak(text('e', 'f'))).toBe(withoutWeak(text(queue, 'g')));
    expect(withoutWeak(`a${weakly('b')}c`)).not.toBe(withoutWeak(`a${weakly('b')}d`));
    expect(withoutWeak(`a${weakly('b')}`)).not.toBe('a');
    expect(withoutWeak(queue)).toBe(queue);
  });

  test('is the same as another but for what is unknown in it', () => {
    const [one, other] = [unknownValue('a', 'x'), unknownValue('b', 'y')];
    expect(withoutUnknown(`c${one}d${one}`)).toBe(withoutUnknown(`c${other}d${other}`));
    expect(withoutUnknown(`c${one}`)).not.toBe(withoutUnknown(`d${one}`));
    expect(withoutUnknown(`c${one}`)).not.toBe('c');
  });

  test('is the same as another once everything in it is strong', () => {
    expect(strengthened(`a${weakly(`b${weakly(arn)}`)}`)).toBe(`ab${arn}`);
  });

  test('is its characters, of which a mark is one', () => {
    expect(characters(`a\n😀${arn}${unknownValue('ab')}b`)).toEqual([
      'a',
      '\n',
      '😀',
      arn,
      unknownValue('ab'),
      'b',
    ]);
    expect(characters('')).toEqual([]);
  });
});

test('a reader sees names, and a program addresses', () => {
  const text = `a ${queue} ${weakly(arn)} ${unknownValue('Given', 'basis')}`;
  expect(readable(text)).toBe('a ${Queue} ${Queue.Arn} Given');
  expect(addressed(text)).toBe('a ${one/Queue} ${one/Queue.Arn} ${?}');
});

describe('an unknown value', () => {
  test('is another one with another basis, its own or one within, and looks the same', () => {
    const values = [
      unknownValue('a'),
      unknownValue('a', 'x'),
      unknownValue('a', 'y'),
      unknownValue(unknownValue('a', 'x'), 'y'),
      unknownValue(unknownValue('a', 'z'), 'y'),
    ];
    expect(new Set(values).size).toBe(values.length);
    expect(new Set(values.map(readable))).toEqual(new Set(['a']));
  });

  test('ends no text of JSON', () => {
    const text = `{"a":"${unknownValue('b"c\\d\ne', 'f"\\')}"}`;
    const { a } = JSON.parse(text) as { a: string };
    expect(readable(a)).toBe("b'c d e");
  });
});
