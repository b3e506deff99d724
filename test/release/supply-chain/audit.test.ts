import { judgeAudit } from '../../../release/supply-chain/audit';
import type { AuditException } from '../../../release/supply-chain/audit-exceptions';

const TODAY = '2026-11-25';
const ADVISORY = 'GHSA-aaaa-bbbb-cccc';

/** What `npm audit --json` prints for one advisory, which a second package inherits. */
function report(severity = 'high', id = ADVISORY) {
  const advisory = {
    source: 1,
    name: 'one',
    dependency: 'one',
    title: 'reads too far',
    url: `https://github.com/advisories/${id}`,
    severity,
    range: '<2.0.0',
  };
  return {
    auditReportVersion: 2,
    vulnerabilities: { one: { name: 'one', via: [advisory] }, two: { name: 'two', via: ['one'] } },
    metadata: { dependencies: { total: 2 } },
  };
}

const exception = (changes: Partial<AuditException> = {}): AuditException => ({
  advisory: ADVISORY,
  package: 'one',
  until: TODAY,
  reason: 'reads our own files only; 2.0.0 is awaited',
  ...changes,
});

const judge = (exceptions: readonly AuditException[], given: unknown = report()) =>
  judgeAudit(given, exceptions, TODAY);

describe('audit', () => {
  test.each(['high', 'critical'])('fails for an advisory of severity %s, once', (severity) => {
    expect(judge([], report(severity)).problems).toEqual([
      `${severity} ${ADVISORY} one <2.0.0: reads too far`,
    ]);
  });

  test.each(['info', 'low', 'moderate'])('shows one of severity %s', (severity) => {
    expect(judge([], report(severity))).toEqual({
      problems: [],
      notes: [`${severity} ${ADVISORY} one <2.0.0: reads too far`],
    });
  });

  test('passes what is excepted, on the last day too, and shows it', () => {
    const { problems, notes } = judge([exception()]);
    expect(problems).toEqual([]);
    expect(notes).toEqual([expect.stringContaining(`excepted: high ${ADVISORY}`)]);
  });

  test.each([
    ['is over', { until: '2026-11-24' }, 'ended on 2026-11-24'],
    ['has no day', { until: 'soon' }, 'which is not a day'],
    ['has a day that no calendar has', { until: '2026-02-30' }, 'which is not a day'],
  ])('fails for an exception that %s', (_, changes, message) => {
    const { problems } = judge([exception(changes)]);
    expect(problems).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ['another advisory', { advisory: 'GHSA-xxxx-yyyy-zzzz' }],
    ['another package', { package: 'two' }],
  ])('fails for an exception of %s, and for what it does not cover', (_, changes) => {
    expect(judge([exception(changes)]).problems).toEqual([
      expect.stringContaining('is not needed'),
      expect.stringContaining(`high ${ADVISORY}`),
    ]);
  });

  test('needs no exception below the threshold', () => {
    expect(judge([exception()], report('moderate')).problems).toEqual([
      expect.stringContaining('is not needed'),
    ]);
  });

  test.each([
    ['nothing', null],
    ['an error', { error: { summary: 'no' } }],
    ['another version', { ...report(), auditReportVersion: 3 }],
    ['an unknown severity', report('dreadful')],
    ['no package at all', { ...report(), metadata: { dependencies: { total: 0 } } }],
  ])('never takes %s for a report', (_, given) => {
    expect(() => judge([], given)).toThrow(
      expect.objectContaining({ code: 'AUDIT_UNAVAILABLE' }) as Error,
    );
  });
});
