import { ZONE_NAMES } from '../../naming';
import type { Problem } from '../config-error';
import type { SoundEnvironment } from '../sound';
import { foldCase, noRepeats } from '../fields/repeats';

/** Problems between an environment's mail policies and its other options. */
export function mailProblems(environments: readonly (SoundEnvironment | undefined)[]): Problem[] {
  return environments.flatMap((environment, index) => {
    if (environment === undefined) return [];
    const path = `environments[${index}]`;
    return [
      ...reportProblems(path, environment),
      ...ownRecords(path, environment),
      ...mtaStsProblems(path, environment),
    ];
  });
}

function* reportProblems(path: string, { dmarc }: SoundEnvironment): Iterable<Problem> {
  yield* noRepeats(`${path}.dmarc.reportsTo`, dmarc?.reportsTo, foldCase);
  yield* noRepeats(`${path}.dmarc.failureReportsTo`, dmarc?.failureReportsTo, foldCase);
  if (dmarc?.failureReportsOn === undefined || dmarc.failureReportsTo) return;
  yield {
    path: `${path}.dmarc.failureReportsOn`,
    found: dmarc.failureReportsOn,
    expected: 'failureReportsTo beside it: without it, nobody gets the reports',
    fix: 'add addresses, or remove this key',
  };
}

/** A record of the owner and an option that makes the same record exclude each other. */
function* ownRecords(path: string, environment: SoundEnvironment): Iterable<Problem> {
  const made = [
    ['dmarc', [ZONE_NAMES.dmarc]],
    ['tlsReports', [ZONE_NAMES.tlsReports]],
    ['mtaSts', [ZONE_NAMES.mtaSts, ZONE_NAMES.mtaStsHost]],
  ] as const;
  for (const [option, names] of made) {
    if (environment[option] === undefined) continue;
    for (const [index, record] of (environment.records ?? []).entries()) {
      const at = record?.name ?? '';
      const takes = (name: string) =>
        name === at || (record?.type === 'NS' && `.${name}`.endsWith(`.${at}`));
      if (at === '' || !names.some(takes)) continue;
      yield {
        path: `${path}.records[${index}].name`,
        found: record?.name,
        expected: `no record at this name: ${path}.${option} makes one here`,
        fix: `remove the record or ${option}`,
      };
    }
  }
}

function* mtaStsProblems(path: string, environment: SoundEnvironment): Iterable<Problem> {
  const { mtaSts: found, delegated, records = [] } = environment;
  if (found === undefined) return;
  const problem = (expected: string, fix: string) => ({
    path: `${path}.mtaSts`,
    found,
    expected,
    fix,
  });
  if (delegated === false) {
    yield problem(
      'delegated: true: without it there is no certificate to serve the policy',
      'add this key when the zone is delegated',
    );
  }
  // What is wrong by itself may be the MX record.
  if (found === 'none' || records.includes(undefined)) return;
  const receives = records.some(
    (record) =>
      record?.type === 'MX' &&
      record.name === '@' &&
      (record.values ?? []).some((server) => server?.host !== '.'),
  );
  if (receives) return;
  yield problem(
    'an MX record at "@", whose servers the policy names',
    'add it, or remove this key',
  );
}
