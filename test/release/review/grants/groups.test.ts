import type { Rating, StatementGrant } from '../../../../release/review/grants/grant';
import { groupsOf, pairsOf } from '../../../../release/review/grants/groups';
import { single } from '../../../../release/review/grants/statement';
import { grant } from './samples';

const rated = (change: Partial<StatementGrant> = {}, rating: Rating | undefined = 'broader') => ({
  grant: grant(change),
  rating,
});
const names = (...patterns: readonly string[]) => ({ but: false, patterns });

describe('grants of one statement', () => {
  test('are told together where they differ in one part', () => {
    const each = ['x', 'y'].flatMap((action) =>
      ['r', 's'].flatMap((resource) =>
        ['p', 'q'].map((principal) =>
          rated({
            action: single(action),
            resource: single(resource),
            principal: single(principal),
          }),
        ),
      ),
    );
    expect(groupsOf(each)).toEqual([
      rated({ action: names('x', 'y'), resource: names('r', 's'), principal: names('p', 'q') }),
    ]);
  });

  test.each<[string, Partial<StatementGrant>]>([
    ['two parts', { resource: single('s') }],
    ['the effect', { effect: 'Deny' }],
    ['the condition', { condition: { Bool: { a: ['true'] } } }],
    ['the condition of the template', { when: ['Open'] }],
    ['the resource that they stand in', { logicalId: 'Other' }],
    ['the stack', { stackName: 'other' }],
    ['what is left out', { action: { but: true, patterns: ['c:d'] } }],
  ])('are told apart where they differ in %s', (_, change) => {
    const both = [rated(), rated({ action: single('c:d'), ...change })];
    expect(groupsOf(both)).toEqual(both);
  });

  test('are told apart where they are rated apart, or leave out something each', () => {
    const both = [rated(), rated({ action: single('c:d') }, 'not rated')];
    expect(groupsOf(both)).toEqual(both);
    const but = ['a:b', 'c:d'].map((one) => rated({ action: { but: true, patterns: [one] } }));
    expect(groupsOf(but)).toEqual(but);
  });
});

describe('a statement that goes and one that comes', () => {
  const from = rated({}, 'not broader');

  test.each<[string, Partial<StatementGrant>]>([
    ['action', { action: single('c:d') }],
    ['resource', { resource: single('s') }],
    ['principal', { principal: single('AWS:b') }],
    ['condition', { condition: { Bool: { a: ['true'] } } }],
    ['condition of the template', { when: ['Open'] }],
  ])('are one change where their %s differs', (_, change) => {
    expect(pairsOf([from], [rated(change)])).toEqual([
      { from: grant(), to: grant(change), rating: 'broader' },
    ]);
  });

  test.each<[string, Partial<StatementGrant>]>([
    ['two parts', { action: single('c:d'), resource: single('s') }],
    ['a part and the condition', { action: single('c:d'), condition: { Bool: { a: ['true'] } } }],
    ['the effect', { action: single('c:d'), effect: 'Deny' }],
    ['nothing that is compared', { logicalId: 'Other' }],
    ['whether there is a limit at all', { without: 'Policy' }],
  ])('are two changes where they differ in %s', (_, change) => {
    expect(pairsOf([from], [rated(change)])).toEqual([
      { to: grant(change), rating: 'broader' },
      { from: grant(), rating: 'not broader' },
    ]);
  });

  test('are one change where a limit takes the place of none', () => {
    const limit = 'PermissionsBoundary';
    const open = { limit, without: limit, action: single('*'), resource: single('*') };
    expect(pairsOf([rated({ limit })], [rated(open, 'not broader')])).toEqual([
      { from: grant({ limit }), to: grant(open), rating: 'broader' },
    ]);
  });

  test('are rated by the worse, and not told where both are held by others', () => {
    const action = single('c:d');
    const held = { grant: grant(), rating: undefined };
    expect(pairsOf([rated({}, 'not rated')], [rated({ action }, 'not broader')])).toMatchObject([
      { rating: 'not rated' },
    ]);
    expect(pairsOf([held], [rated({ action }, 'not broader')])).toMatchObject([
      { from: grant(), rating: 'not broader' },
    ]);
    expect(pairsOf([held], [{ ...held, grant: grant({ action }) }])).toEqual([]);
    expect(pairsOf([held], [])).toEqual([]);
  });

  test('are matched once each', () => {
    const come = ['c:d', 'e:f'].map((action) => rated({ action: single(action) }));
    expect(pairsOf([from], come)).toMatchObject([
      { from: grant(), to: { action: single('c:d') } },
      { to: { action: single('e:f') } },
    ]);
    expect(pairsOf([from], come)[1]).not.toHaveProperty('from');
    expect(pairsOf([from], come)).toHaveLength(2);
  });
});
