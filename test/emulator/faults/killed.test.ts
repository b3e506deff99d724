import { runningEmulator } from '../support/running-emulator';
import { bundledFunctions, RECEIPTED, RECEIPTED_SECONDS } from './support/bundle';
import type { Fault } from './support/faults';
import { type Entry, expectEachMailedOnce } from './support/ledger';
import { onLine } from './support/line';
import { atMost } from './support/at-most';
import { expectLineCallsRecorded } from './support/recorded';
import { Scenarios } from './support/scenarios';

const emulator = runningEmulator();
const bundles = bundledFunctions();
const scenarios = new Scenarios();

/** The calls of a delivery that nothing disturbs, as `name#number`. */
async function callsOfOneDelivery(form: string, functionSeconds: number): Promise<string[]> {
  let calls: string[] = [];
  await onLine(emulator(), { deliver: bundles().deliver, functionSeconds }, async (line) => {
    expectEachMailedOnce(await line.outcomeOf(await line.submit({ form })), 1);
    calls = line.proxy.calls.map(({ name, number }) => `${name}#${number}`);
  });
  return calls;
}

/** Delivers one message in a function that is killed once: before AWS gets the call, or after it did it. */
async function killedAt(
  at: string,
  forwarded: boolean,
  { form, functionSeconds }: { form: string; functionSeconds: number },
): Promise<Entry> {
  const fault: Fault = { kind: 'kill', forwarded };
  let kills = 0;
  let entry: Entry | undefined;
  const rule = ({ name, number }: { name: string; number: number }) => {
    if (kills > 0 || `${name}#${number}` !== at) return undefined;
    kills += 1;
    return fault;
  };
  const visibilitySeconds = 3;
  const options = {
    deliver: bundles().deliver,
    rule,
    functionSeconds,
    visibilitySeconds,
    cutsOff: true,
  } as const;
  await onLine(emulator(), options, async (line) => {
    [entry] = await line.outcomeOf(await line.submit({ form }));
    expect(line.open().passes.map(({ invocation }) => invocation)).toContain('gone');
  });
  if (entry === undefined || kills !== 1) throw new Error(`nothing was killed at ${at}`);
  return entry;
}

async function outcomesOfKills(form: string, functionSeconds: number, ofInterest = /./) {
  const calls = (await callsOfOneDelivery(form, functionSeconds)).filter((c) => ofInterest.test(c));
  const points = calls.flatMap((at) => [
    { at, forwarded: false },
    { at, forwarded: true },
  ]);
  return atMost(5, points, async ({ at, forwarded }) => ({
    point: `${forwarded ? 'after' : 'before'} ${at}`,
    entry: await killedAt(at, forwarded, { form, functionSeconds }),
  }));
}

test(
  'a delivery makes four calls: claim, mail, record, announcement',
  scenarios.one(async () => {
    expect(await callsOfOneDelivery('contact', 28)).toEqual([
      'dynamodb:PutItem#1',
      'ses:SendTemplatedEmail#1',
      'dynamodb:UpdateItem#1',
      'sns:Publish#1',
    ]);
  }),
);

test(
  'killed between any two steps: a second mail only between SES taking it and the record',
  scenarios.one(async () => {
    const outcomes = await outcomesOfKills('contact', 4);
    expect(outcomes).toHaveLength(8);
    const twice = outcomes.filter(({ entry }) => entry.mails > 1);
    expect(twice.map(({ point }) => point)).toEqual([
      'after ses:SendTemplatedEmail#1',
      'before dynamodb:UpdateItem#1',
    ]);
    expect(twice.map(({ entry }) => entry.mails)).toEqual([2, 2]);
    for (const { entry } of twice) expect(entry).toMatchObject({ status: 'mailed', buried: [] });
    expectEachMailedOnce(
      outcomes.filter(({ entry }) => entry.mails <= 1).map(({ entry }) => entry),
      6,
    );
  }),
);

test(
  'killed around the receipt: one mail, and one receipt at most',
  scenarios.one(async () => {
    const around = /GetItem|PutItem#[2-9]|SendTemplatedEmail#2|UpdateItem#2|Publish/;
    const outcomes = await outcomesOfKills(RECEIPTED, RECEIPTED_SECONDS, around);
    expect(outcomes.length).toBeGreaterThanOrEqual(10);
    expectEachMailedOnce(
      outcomes.map(({ entry }) => entry),
      outcomes.length,
    );
    for (const { entry } of outcomes) expect(entry.receipts).toBeLessThanOrEqual(1);
  }),
);

test('every call was allowed, by iam-simulate too, and is in the recorded calls', async () => {
  await scenarios.all();
  await expectLineCallsRecorded('faults/killed', emulator());
});
