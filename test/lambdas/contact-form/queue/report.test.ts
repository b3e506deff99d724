import {
  MAILED_WITHIN_MS,
  type MetricName,
  METRICS,
} from '../../../../lambdas/contact-form/contract';
import type { Disposition, Happening } from '../../../../lambdas/contact-form/core/disposition';
import { reporter } from '../../../../lambdas/contact-form/queue/report';
import type { Settlement } from '../../../../lambdas/contact-form/queue/settle';
import type { Metrics } from '../../../../lambdas/shared/metrics';
import { ID, RECEIVED_AT, submissionMessage } from '../delivery-samples';
import { fakeLog } from '../fakes';

/** What is logged and counted. */
function reported(say: (report: ReturnType<typeof reporter>) => void, now = RECEIVED_AT) {
  const { log, entries } = fakeLog();
  const counted: unknown[] = [];
  const metrics: Metrics<MetricName> = {
    count: (...all) => counted.push(all),
    milliseconds: (...all) => counted.push(all),
  };
  say(reporter(log, metrics, () => new Date(now)));
  return { lines: entries(), counted };
}

const error = new RangeError('ada@example.org');
const mailMessageId = 'mail-1';

describe('of a message is logged', () => {
  test.each<[Happening, object, unknown[]]>([
    [
      { kind: 'mailed', mailMessageId, delayMs: 5, recordedBy: 'queue' },
      { level: 'info', event: 'submission.mailed', mailMessageId, recordedBy: 'queue' },
      [['Mailed'], ['DeliveryDelay', 5]],
    ],
    [
      { kind: 'spam', reasons: ['honeypot', 'too-fast'] },
      { level: 'info', event: 'submission.spam', reasons: ['honeypot', 'too-fast'] },
      [
        ['Spam', 'honeypot'],
        ['Spam', 'too-fast'],
      ],
    ],
    [{ kind: 'expired' }, { level: 'error', event: 'submission.expired' }, [['Failed', 'expired']]],
    [{ kind: 'receipt-sent' }, { level: 'info', event: 'receipt.sent' }, [['ReceiptSent']]],
    [{ kind: 'receipt-skipped' }, { level: 'warn', event: 'receipt.skipped' }, []],
    [
      { kind: 'mailed-twice', mailMessageId },
      { level: 'warn', event: 'submission.mailed-twice', mailMessageId },
      [],
    ],
    [
      { kind: 'mail-failed', mailMessageId },
      { level: 'warn', event: 'submission.mail-failed', mailMessageId },
      [],
    ],
    [
      { kind: 'recorded', mailMessageId },
      { level: 'info', event: 'submission.recorded', mailMessageId },
      [],
    ],
    [{ kind: 'mailed-before' }, { level: 'info', event: 'submission.mailed-before' }, []],
    [{ kind: 'failed-before' }, { level: 'info', event: 'submission.failed-before' }, []],
    [{ kind: 'spam-before' }, { level: 'info', event: 'submission.spam-before' }, []],
  ])('%j', (happening, line, counts) => {
    const { lines, counted } = reported((report) => {
      report.tell(happening);
    });
    expect(lines).toEqual([line]);
    expect(counted).toEqual(counts);
  });

  test.each(['record', 'release', 'receipt'] as const)('a fault of the step %s', (step) => {
    const { lines, counted } = reported((report) => {
      report.tell({ kind: 'fault', step, error });
    });
    expect(lines).toMatchObject([
      { level: 'error', event: `${step}.failed`, error: { name: 'RangeError' } },
    ]);
    expect(counted).toEqual([]);
  });

  test('which one it is', () => {
    const { lines } = reported((report) => {
      report.about(submissionMessage());
      report.tell({ kind: 'receipt-skipped' });
      report.about({ kind: 'mailed', record: { id: ID, mailedAt: RECEIVED_AT, mailMessageId } });
      report.tell({ kind: 'receipt-skipped' });
    });
    expect(lines).toMatchObject([
      { submissionId: ID, destination: 'owner', form: 'contact' },
      { submissionId: ID },
    ]);
  });
});

describe('how a message ended is logged', () => {
  const done: Settlement = { acknowledged: true };
  const back: Settlement = { acknowledged: false };

  test.each<[Disposition, Settlement, object[], unknown[]]>([
    [{ kind: 'acknowledge' }, done, [], []],
    [{ kind: 'wait', until: 1 }, back, [{ level: 'info', event: 'submission.in-progress' }], []],
    [
      { kind: 'postpone', pause: 'parked', reason: 'sandbox' },
      done,
      [{ level: 'warn', event: 'submission.postponed', reason: 'sandbox' }],
      [['Parked']],
    ],
    [
      { kind: 'postpone', pause: 'throttled', reason: 'throttled' },
      done,
      [{ level: 'warn', event: 'submission.postponed', reason: 'throttled' }],
      [['Retried']],
    ],
    [
      { kind: 'give-up', reason: 'malformed' },
      done,
      [{ level: 'error', event: 'submission.failed', reason: 'malformed' }],
      [['Failed', 'malformed']],
    ],
    [
      { kind: 'give-up', reason: 'malformed' },
      back,
      [{ level: 'error', event: 'submission.failed', reason: 'malformed' }],
      [],
    ],
  ])('%j, %j', (disposition, settlement, entries, counts) => {
    const { lines, counted } = reported((report) => {
      report.settled(disposition, settlement);
    });
    expect(lines).toEqual(entries);
    expect(counted).toEqual(counts);
  });

  test('with the fault, of the message and of the queue', () => {
    const { lines } = reported((report) => {
      report.settled({ kind: 'retry', reason: 'sns', error }, { acknowledged: false, error });
      report.settled({ kind: 'give-up', reason: 'sns', error }, done);
    });
    const fault = { error: { name: 'RangeError' } };
    expect(lines).toMatchObject([
      { level: 'error', event: 'queue.failed', ...fault },
      { level: 'warn', event: 'submission.retried', reason: 'sns', ...fault },
      { level: 'error', event: 'submission.failed', reason: 'sns', ...fault },
    ]);
  });
});

describe('a message is counted as late', () => {
  const late = new Date(Date.parse(RECEIVED_AT) + MAILED_WITHIN_MS + 1).toISOString();
  const inTime = new Date(Date.parse(RECEIVED_AT) + MAILED_WITHIN_MS).toISOString();
  const mailed: Happening = { kind: 'mailed', mailMessageId, delayMs: 5, recordedBy: 'table' };
  const waits: Disposition = { kind: 'postpone', pause: 'parked', reason: 'sandbox' };
  const fails: Disposition = { kind: 'retry', reason: 'sns', error };

  test.each<[string, (report: ReturnType<typeof reporter>) => void, boolean]>([
    [
      'when it is mailed',
      (report) => {
        report.tell(mailed);
      },
      true,
    ],
    [
      'while it waits',
      (report) => {
        report.settled(waits, done());
      },
      true,
    ],
    [
      'while it fails',
      (report) => {
        report.settled(fails, done());
      },
      true,
    ],
    [
      'not when it is given up',
      (report) => {
        report.settled({ kind: 'give-up', reason: 'x' }, done());
      },
      false,
    ],
    [
      'not for its receipt',
      (report) => {
        report.tell({ kind: 'receipt-sent' });
      },
      false,
    ],
  ])('%s', (_, say, isLate) => {
    const countedAt = (now: string, message = submissionMessage()) =>
      reported((report) => {
        report.about(message);
        say(report);
      }, now).counted;
    expect(countedAt(late).some(isLateCount)).toBe(isLate);
    expect(countedAt(inTime).some(isLateCount)).toBe(false);
    const released = submissionMessage(undefined, { released: true });
    expect(countedAt(late, released).some(isLateCount)).toBe(false);
  });

  function done(): Settlement {
    return { acknowledged: true };
  }
  function isLateCount(count: unknown): boolean {
    return JSON.stringify(count) === JSON.stringify([METRICS.late]);
  }
});
