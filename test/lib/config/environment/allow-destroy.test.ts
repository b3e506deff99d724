import { STACK_SUFFIXES } from '../../../../lib/config/environment/allow-destroy';
import { onlyProblemOf, parsedDev, problemsOf, withDev } from '../../../helpers/sample';

const ENTRY = {
  stack: 'storage',
  logicalId: 'SubmissionsB3A1',
  until: '2027-01-31',
  reason: 'moved to another table, copied on 2027-01-02',
};

describe('allowDestroy', () => {
  test('is empty unless the owner says otherwise', () => {
    expect(parsedDev({}).allowDestroy).toEqual([]);
    expect(parsedDev({ allowDestroy: [ENTRY] }).allowDestroy).toEqual([ENTRY]);
  });

  test.each(['Fn::ForEach::Tables', 'Fn::Transform'])(
    'names a loop or a macro: %s',
    (logicalId) => {
      const allowed = [{ ...ENTRY, logicalId }];
      expect(parsedDev({ allowDestroy: allowed }).allowDestroy).toEqual(allowed);
    },
  );

  test('has a reason of at most 200 characters, without the space around it', () => {
    const [entry] = parsedDev({
      allowDestroy: [{ ...ENTRY, reason: ` ${'x'.repeat(200)} ` }],
    }).allowDestroy;
    expect(entry?.reason).toBe('x'.repeat(200));
  });

  test('names a stack as its name ends', () => {
    expect(STACK_SUFFIXES).toEqual(expect.arrayContaining(['dns', 'storage', 'backup-copy']));
  });

  test.each([
    ['a stack that no environment has', { stack: 'waypost-dev-storage' }, 'stack'],
    ['what is no logical id', { logicalId: 'waypost-dev-submissions' }, 'logicalId'],
    ['a day that the calendar has not', { until: '2027-02-30' }, 'until'],
    ['a day in other words', { until: '31.1.2027' }, 'until'],
    ['a moment', { until: '2027-01-31T12:00:00Z' }, 'until'],
    ['no day', { until: undefined }, 'until'],
    ['no reason', { reason: ' ' }, 'reason'],
    ['a reason of two lines', { reason: 'one\ntwo' }, 'reason'],
    ['a reason of 201 characters', { reason: 'x'.repeat(201) }, 'reason'],
  ])('refuses %s', (_, change, key) => {
    expect(onlyProblemOf(withDev({ allowDestroy: [{ ...ENTRY, ...change }] })).path).toBe(
      `environments[0].allowDestroy[0].${key}`,
    );
  });

  test('says how to find the logical id, and how a day is written', () => {
    const problems = problemsOf(
      withDev({ allowDestroy: [{ ...ENTRY, logicalId: '', until: 'soon' }] }),
    );
    expect(problems.map(({ fix }) => fix)).toEqual([
      expect.stringContaining('npx waypost diff'),
      expect.stringContaining('2027-01-31'),
    ]);
  });

  test('refuses a second entry for the same resource', () => {
    const other = { ...ENTRY, until: '2027-03-01' };
    expect(onlyProblemOf(withDev({ allowDestroy: [ENTRY, other] }))).toMatchObject({
      path: 'environments[0].allowDestroy[1]',
      fix: 'remove the repeated value',
    });
    expect(problemsOf(withDev({ allowDestroy: [ENTRY, { ...other, stack: 'contact' }] }))).toEqual(
      [],
    );
  });
});
