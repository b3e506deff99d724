import { compare, fingerprint, isSound } from '../../../../bin/commands/drill/compare';

const prints = (items: Record<string, string>) => new Map(Object.entries(items));

describe('fingerprint', () => {
  const item = { id: { S: 'a' }, marks: { L: [{ S: 'x' }, { S: 'y' }] }, tags: { SS: ['p', 'q'] } };

  test.each([
    ['attributes in another order', { tags: item.tags, marks: item.marks, id: item.id }],
    ['a set in another order', { ...item, tags: { SS: ['q', 'p'] } }],
  ])('is the same for %s', (_, other) => {
    expect(fingerprint(other)).toBe(fingerprint(item));
  });

  test.each([
    ['another value', { ...item, id: { S: 'b' } }],
    ['another type', { ...item, id: { N: 'a' } }],
    ['a list in another order', { ...item, marks: { L: [{ S: 'y' }, { S: 'x' }] } }],
    ['one attribute less', { id: item.id, marks: item.marks }],
    ['other bytes', { ...item, bytes: { B: new Uint8Array([1]) } }],
  ])('differs for %s', (_, other) => {
    expect(fingerprint(other)).not.toBe(fingerprint(item));
  });

  test('tells bytes apart', () => {
    const bytes = (n: number) => fingerprint({ bytes: { B: new Uint8Array([n]) } });
    expect(bytes(1)).not.toBe(bytes(2));
  });
});

describe('comparison', () => {
  const steady = { a: '1', b: '2' };

  test('of equal tables has equal checksums', () => {
    const found = compare(prints(steady), prints(steady), prints({ b: '2', a: '1' }));
    expect(isSound(found)).toBe(true);
    expect(found.checksum.restored).toBe(found.checksum.table);
  });

  test('leaves out what came, changed or went in the meantime, whatever the restored table has', () => {
    const before = prints({ ...steady, gone: '3', changed: '4' });
    const after = prints({ ...steady, came: '5', changed: '6' });
    for (const restored of [{ ...steady }, { ...steady, gone: '3', came: '5', changed: '4' }]) {
      const found = compare(before, after, prints(restored));
      expect(found).toMatchObject({ compared: 2, changedMeanwhile: 3 });
      expect(isSound(found)).toBe(true);
    }
  });

  test.each([
    ['missing', { a: '1' }, { missing: ['b'], different: [], unexpected: [] }],
    ['different', { a: '1', b: 'x' }, { missing: [], different: ['b'], unexpected: [] }],
    ['unexpected', { ...steady, c: '3' }, { missing: [], different: [], unexpected: ['c'] }],
  ])('finds what is %s', (_, restored, expected) => {
    const found = compare(prints(steady), prints(steady), prints(restored));
    expect(found).toMatchObject(expected);
    expect(isSound(found)).toBe(false);
  });

  test('has other checksums when something compared differs', () => {
    const { checksum } = compare(prints(steady), prints(steady), prints({ a: '1', b: 'x' }));
    expect(checksum.restored).not.toBe(checksum.table);
  });
});
