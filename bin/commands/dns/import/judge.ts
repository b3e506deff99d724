import { ConfigError, type Problem } from '../../../../lib/config/config-error';
import { parseConfig } from '../../../../lib/config/parse-config';
import { configWarnings } from '../../../../lib/config/warnings';
import type { TakenRecord } from './taken';

/** The configuration's judgement of one record. */
export interface Judged extends TakenRecord {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

export interface Judgement {
  readonly records: readonly Judged[];
  /** Problems in the rest of the configuration that these records cause. */
  readonly others: readonly Problem[];
}

/**
 * Checks records with all rules for `waypost.config.ts`, as records of one environment. Records with
 * problems are left out, until the others have none.
 * @param raw the configuration, as its owner wrote it
 */
export function judge(
  raw: unknown,
  environment: number,
  records: readonly TakenRecord[],
): Judgement {
  const path = `environments[${environment}].records`;
  const before = outcome(withRecords(raw, environment, [])).problems.map((problem) =>
    JSON.stringify(problem),
  );
  const problems = new Map<TakenRecord, Problem[]>();
  for (;;) {
    const sound = records.filter((one) => !problems.has(one));
    const found = outcome(withRecords(raw, environment, sound));
    const byRecord = (list: readonly Problem[]) =>
      new Map(
        sound.map((one, index) => [
          one,
          list.filter((problem) => isOf(problem.path, `${path}[${index}]`)),
        ]),
      );
    const faulty = [...byRecord(found.problems)].filter(([, list]) => list.length > 0);
    for (const [one, list] of faulty) problems.set(one, list);
    if (faulty.length > 0) continue;
    const warnings = byRecord(found.warnings);
    return {
      records: records.map((one) => ({
        ...one,
        problems: problems.get(one) ?? [],
        warnings: warnings.get(one) ?? [],
      })),
      others: found.problems.filter((problem) => !before.includes(JSON.stringify(problem))),
    };
  }
}

function isOf(path: string, record: string): boolean {
  return path === record || path.startsWith(`${record}.`);
}

function withRecords(raw: unknown, environment: number, records: readonly TakenRecord[]): unknown {
  const { environments, ...rest } = raw as { environments: readonly object[] };
  return {
    ...rest,
    environments: environments.map((one, index) =>
      index === environment ? { ...one, records: records.map(({ record }) => record) } : one,
    ),
  };
}

function outcome(raw: unknown): { problems: readonly Problem[]; warnings: readonly Problem[] } {
  try {
    return { problems: [], warnings: configWarnings(parseConfig(raw)) };
  } catch (error) {
    if (error instanceof ConfigError) return { problems: error.problems, warnings: [] };
    throw error;
  }
}
