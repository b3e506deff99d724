import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, callsIn, textOf } from './calls';
import { type Decision, disagreements, readDecisions } from './decisions';
import { isGenerated } from './reviewed-grants';
import type { Place } from './symbols';

/** A call, and the tests that make it. */
export interface RecordedCall extends Call {
  readonly by: readonly string[];
}

const FILE = join(__dirname, 'recorded-calls.json');

export function recordedCalls(): RecordedCall[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as RecordedCall[];
}

export interface Recorded {
  /** The test, as it stands in the recorded calls. */
  readonly by: string;
  readonly endpoint: string;
  readonly decisionsFile: string;
  readonly placeOf: (stackAndName: string) => Place;
}

/** Every call of a role was allowed, and iam-simulate decides each as the emulator did. */
export async function expectAllowed(decisions: readonly Decision[]): Promise<void> {
  expect(decisions.length).toBeGreaterThan(0);
  const denied = decisions.filter(({ decision }) => decision !== 'Allow');
  expect(denied.map((one) => `${one.principal}: ${one.action} on ${one.resource}`)).toEqual([]);
  expect(await disagreements(decisions)).toEqual([]);
}

/** The same, and the recorded calls are what our roles called: `npm run record-calls` writes them anew. */
export async function expectAllowedAndRecorded({ by, decisionsFile, ...where }: Recorded) {
  const decisions = await readDecisions(decisionsFile);
  const called = await callsIn({ ...where, decisions });
  const calls = called.filter(({ role }) => !isGenerated(role));
  if (process.env['RECORD_CALLS']) record(by, calls);

  await expectAllowed(decisions);
  expect(changesIn(by, calls, recordedCalls())).toEqual([]);
}

/** What the recorded calls lack, and what they have of this test that it no longer calls. */
export function changesIn(
  by: string,
  calls: readonly Call[],
  recorded: readonly RecordedCall[],
): string[] {
  const texts = new Set(calls.map(textOf));
  const known = new Set(recorded.map(textOf));
  const own = recorded.filter((call) => call.by.includes(by)).map(textOf);
  return [
    ...[...texts].filter((text) => !known.has(text)).map((text) => `new: ${text}`),
    ...own.filter((text) => !texts.has(text)).map((text) => `no longer called: ${text}`),
  ];
}

function record(by: string, calls: readonly Call[]): void {
  const others = recordedCalls()
    .map((call) => ({ ...call, by: call.by.filter((test) => test !== by) }))
    .filter((call) => call.by.length > 0);
  const byText = new Map(others.map((call) => [textOf(call), call]));
  for (const call of calls) {
    const text = textOf(call);
    byText.set(text, { ...call, by: [...(byText.get(text)?.by ?? []), by].sort() });
  }
  const sorted = [...byText].sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(
    FILE,
    `${JSON.stringify(
      sorted.map(([, call]) => call),
      null,
      2,
    )}\n`,
  );
}
