import { assess, type Burns } from '../../../lambdas/service-levels/levels';
import type { Readings } from '../../../lambdas/service-levels/ports';
import { always, at, HOUR, NOW, readings } from './readings';

type Stretches = NonNullable<Parameters<typeof readings>[0]>;

const burns = (stretches: Stretches, probeFailed = false) =>
  assess(readings(stretches), probeFailed, NOW);

/** Which alarms are on: each goes off at 1. */
function on({ mail, form, slow }: Burns): string[] {
  return [
    ...(mail >= 1 ? ['mail-late'] : []),
    ...(form >= 1 ? ['form-unavailable'] : []),
    ...(slow >= 1 ? ['budget-burns'] : []),
  ];
}
const pages = (all: readonly string[]) => all.filter((one) => one !== 'budget-burns');

test('a quiet environment burns nothing', () => {
  expect(burns({})).toEqual({ mail: 0, form: 0, slow: 0 });
});

test('a busy environment in which all is well burns nothing', () => {
  expect(burns({ mailed: [always(20)], requests: [always(200)] })).toEqual({
    mail: 0,
    form: 0,
    slow: 0,
  });
});

describe('one failure of a small site', () => {
  test.each<[string, Stretches]>([
    ['a message mailed late', { late: [at(0)], mailed: [at(0)] }],
    ['a mail given up', { failed: [at(5)] }],
    ['a probe without an answer', { probesFailed: [at(5)] }],
    ['a server error', { serverErrors: [at(0)], requests: [at(0, 3)] }],
  ])('(%s) burns nothing', (_, stretches) => {
    expect(on(burns(stretches))).toEqual([]);
  });

  test('that lasts pages within a quarter of an hour', () => {
    expect(on(burns({ oldestMessage: [{ from: 5, to: 0, value: 900 }] }))).toContain('mail-late');
    expect(on(burns({ probesFailed: [at(5)] }, true))).toContain('form-unavailable');
  });
});

describe('both windows must burn', () => {
  test('so that an alarm ends half an hour after the fault, though the long window still burns', () => {
    const outage = (endedAgo: number) => ({
      probesFailed: [{ from: endedAgo + 30, to: endedAgo, value: 1 }],
    });
    expect(pages(on(burns(outage(0))))).toEqual(['form-unavailable']);
    expect(pages(on(burns(outage(30))))).toEqual(['form-unavailable']);
    expect(pages(on(burns(outage(45))))).toEqual([]);
  });

  test('so that bad minutes just now do not page while six hours were good', () => {
    // 3 of 100,000: a burn of 0.03 in the hour, and of 30 in the last minutes.
    const busy = { requests: [{ from: 6 * HOUR, to: 5, value: 10_000 }, at(0, 100)] };
    expect(on(burns({ ...busy, serverErrors: [at(0, 3)] }))).toEqual([]);
  });
});

describe('a busy site', () => {
  const mailed = [always(100)];
  test.each<[share: string, bad: number, alarms: string[]]>([
    ['1 %', 1, ['mail-late', 'budget-burns']],
    ['2 %', 2, ['mail-late', 'budget-burns']],
    ['10 %', 10, ['mail-late', 'budget-burns']],
  ])('pages when %s is late all the time', (_, bad, alarms) => {
    expect(on(burns({ mailed, late: [always(bad)] }))).toEqual(alarms);
  });

  test('is only told when 0.2 % is late all the time', () => {
    const late = Array.from({ length: 72 * 12 }, (_, bin) => bin)
      .filter((bin) => bin % 5 === 0)
      .map((bin) => at(bin * 5));
    expect(on(burns({ mailed, late }))).toEqual(['budget-burns']);
  });

  test('burns as fast as the workbook computes: 1.44 % in an hour pages', () => {
    const share = (bad: number) =>
      burns({
        requests: [always(10_000)],
        serverErrors: [{ from: HOUR, to: 0, value: bad }],
      }).form;
    expect(share(144)).toBeCloseTo(1);
    expect(share(143)).toBeLessThan(1);
  });
});

/** What each cause shows in the metrics. */
const CAUSES: readonly [cause: string, Stretches, page: string][] = [
  ['SES may not send: parked mail is tried again', { late: [at(30), at(15), at(0)] }, 'mail-late'],
  ['deliver fails', { oldestMessage: [{ from: 15, to: 0, value: 1_200 }] }, 'mail-late'],
  ['nothing reads the queue', { oldestMessage: [{ from: 30, to: 0, value: 2_000 }] }, 'mail-late'],
  ['templates are broken', { failed: [at(20), at(10), at(0)] }, 'mail-late'],
  [
    'submit fails: visitors and probes see it',
    {
      serverErrors: [{ from: 10, to: 0, value: 2 }],
      probesFailed: [{ from: 10, to: 0, value: 1 }],
      requests: [{ from: 10, to: 0, value: 2 }],
    },
    'form-unavailable',
  ],
  ['the page is gone', { probesFailed: [{ from: 10, to: 0, value: 1 }] }, 'form-unavailable'],
  [
    'submit is throttled',
    { serverErrors: [{ from: 5, to: 0, value: 9 }], requests: [{ from: 5, to: 0, value: 20 }] },
    'form-unavailable',
  ],
];

test.each(CAUSES)('one cause pages once: %s', (_, stretches, page) => {
  expect(pages(on(burns(stretches)))).toEqual([page]);
});

test('a probe that gets a server error counts once', () => {
  const both: Partial<Record<keyof Readings, ReturnType<typeof at>[]>> = {
    probesFailed: [at(5)],
    serverErrors: [at(5)],
    requests: [at(5)],
  };
  expect(burns(both).form).toBe(0);
});

test('a message on time while another one waits does not hide it', () => {
  const burn = burns({ mailed: [always(1)], oldestMessage: [{ from: 20, to: 0, value: 600 }] });
  expect(on(burn)).toContain('mail-late');
});

test('what was three days ago is forgotten', () => {
  const long = { from: 74 * HOUR, to: 73 * HOUR, value: 50 };
  expect(burns({ failed: [long], probesFailed: [{ ...long, value: 1 }] })).toEqual({
    mail: 0,
    form: 0,
    slow: 0,
  });
});

test('a message that has waited exactly five minutes is not late yet', () => {
  expect(burns({ oldestMessage: [{ from: 10, to: 0, value: 300 }] }).mail).toBe(0);
  expect(burns({ oldestMessage: [{ from: 10, to: 0, value: 301 }] }).mail).toBeGreaterThan(1);
});
