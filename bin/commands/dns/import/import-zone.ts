import { section } from '../compare/report-lines';
import type { Config, EnvironmentConfig } from '../../../../lib/config/config';
import { type Problem, show } from '../../../../lib/config/config-error';
import { CommandError } from '../../terminal/command-error';
import { line as onScreen } from '../../terminal/screen-text';
import type { DnsPorts } from '../ports';
import { readZoneFile } from '../zone-file/master-file';
import { inFile } from '../zone-file/zone-file-error';
import { type Judged, judge, type Judgement } from './judge';
import { takeOver, type TakenOver } from './take-over';
import type { Remark } from './taken';
import { typescriptOf } from './typescript';

/**
 * Writes the records of a zone file as TypeScript, and says which are left out and why.
 * @throws CommandError ZONE_FILE_UNREADABLE or ZONE_FILE_BROKEN before anything is written
 * @throws CommandError RECORDS_REFUSED after that, if the configuration refuses some of them as they are
 */
export async function importZone(
  config: Config,
  environment: EnvironmentConfig,
  path: string,
  { readFile, rawConfig, write, note }: Pick<DnsPorts, 'readFile' | 'rawConfig' | 'write' | 'note'>,
): Promise<void> {
  const { domain, name } = environment;
  const text = await readFile(path);
  const taken = inFile(path, () => takeOver(readZoneFile(text, domain), domain));
  const position = config.environments.indexOf(environment);
  const judgement = judge(rawConfig(), position, taken.records);
  const faulty = judgement.records.filter(({ problems }) => problems.length > 0);
  write(recordsText(judgement.records));
  for (const line of reportLines(taken, judgement)) note(onScreen(line));
  for (const line of keptLines(environment, judgement.records)) note(onScreen(line));
  const sound = judgement.records.length - faulty.length;
  note(
    `${path}: ${count(sound, 'record')} of ${domain} for \`records\` of environment ${name}, ` +
      `${faulty.length} to fix, ${count(taken.leftOut.length, 'line')} left out.`,
  );
  if (faulty.length + judgement.others.length > 0) {
    throw new CommandError(
      'RECORDS_REFUSED',
      `${count(faulty.length + judgement.others.length, 'thing')} to fix before waypost.config.ts accepts everything: see above. These records are comments in the output.`,
    );
  }
  note(
    `Put them into waypost.config.ts, then: npx waypost dns compare ${name} --zone-file ${path}`,
  );
}

/** Column of `records` in waypost.config.ts. */
const INDENT = 6;

function recordsText(records: readonly Judged[]): string {
  const margin = ' '.repeat(INDENT);
  if (records.every(({ problems }) => problems.length === 0)) {
    const list = records.map(({ record }) => record);
    return `${margin}${typescriptOf(list, INDENT, 'records: ', ',')}\n`;
  }
  const lines = records.flatMap(({ record, problems }) => {
    const text = typescriptOf(record, INDENT + 2, '', ',').split('\n');
    if (problems.length === 0)
      return text.map((line, index) => (index === 0 ? `${margin}  ${line}` : line));
    return [
      ...problems.map((problem) => `${margin}  // ${describe(problem)}`),
      ...text.map((line, index) => `${margin}  // ${index === 0 ? line : line.slice(INDENT + 2)}`),
    ];
  });
  return [`${margin}records: [`, ...lines, `${margin}],`, ''].join('\n');
}

function reportLines(taken: TakenOver, judgement: Judgement): string[] {
  const judged = (kind: 'problems' | 'warnings') =>
    judgement.records.flatMap((one) =>
      one[kind].map(
        (problem) =>
          `  ${linesText(one.lines)}  ${one.record.name} ${one.record.type}: ${describe(problem)}`,
      ),
    );
  return [
    ...section('Left out:', remarks(taken.leftOut)),
    ...section('Changed:', remarks(taken.changed.toSorted((one, other) => one.line - other.line))),
    ...section('Warnings of waypost.config.ts:', judged('warnings')),
    ...section('To fix, because waypost.config.ts refuses it:', [
      ...judged('problems'),
      ...judgement.others.map((problem) => `  ${problem.path}: ${describe(problem)}`),
    ]),
  ];
}

/** Lists lines with the same reason together, because a zone may have hundreds of signatures. */
const TOGETHER = 5;

function remarks(all: readonly Remark[]): string[] {
  const reasons = [...new Set(all.map(({ says }) => says))];
  return reasons.flatMap((says) => {
    const same = all.filter((one) => one.says === says);
    return same.length > TOGETHER
      ? [`  ${linesText(same.map(({ line }) => line))}  ${same.length} records: ${says}`]
      : same.map(({ line, what }) => `  ${linesText([line])}  ${what}: ${says}`);
  });
}

/** `lines 3, 7-9` */
function linesText(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of [...lines].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && line <= last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  const text = ranges.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${text}`;
}

function describe({ found, expected, fix }: Problem): string {
  // In a comment, U+2028 would end it.
  return onScreen(`found ${show(found)}, expected ${expected}. Fix: ${fix}`);
}

/** Names records of the configuration that the file does not have: pasting over `records` would lose them. */
function keptLines({ records, name }: EnvironmentConfig, imported: readonly Judged[]): string[] {
  const there = imported.map(({ record }) => record);
  const gone = records
    .filter((one) => !there.some((other) => sameName(one, other) && holds(other, one)))
    .map((one) => `${one.name} ${one.type}`);
  return gone.length === 0
    ? []
    : [
        `Environment ${name} also has these, which are not in the file; keep what you still need: ${gone.join(', ')}`,
      ];
}

interface Comparable {
  readonly name: string;
  readonly type: string;
  readonly values?: readonly unknown[];
  /** Target of a CNAME. */
  readonly value?: unknown;
  /** Target of an ALIAS. */
  readonly target?: unknown;
}

function sameName(one: Comparable, other: Comparable): boolean {
  return one.name === other.name && one.type === other.type;
}

/** Whether one has every value of the other. */
function holds(one: Comparable, other: Comparable): boolean {
  const valuesOf = ({ values, value, target }: Comparable) =>
    (values ?? [value ?? target]).map((each) => JSON.stringify(each));
  const there = valuesOf(one);
  return valuesOf(other).every((each) => there.includes(each));
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
