import type { EnvironmentConfig } from '../../../../lib/config/config';
import { line as onScreen } from '../../terminal/screen-text';
import type { FileValue } from './file-values';
import type { ServerFault } from './server-view';
import type { Disagreement, Survey } from './survey';
import { type AnswerVerdict, type Compared, equal } from './verdict';

interface ZoneComparison {
  readonly environment: EnvironmentConfig;
  /** Whether the compared zone is the future one, with `delegated: true`. */
  readonly becomes: boolean;
  readonly found: Survey;
  readonly records: readonly Compared[];
  readonly file: readonly FileValue[];
  readonly zoneFile: string | undefined;
}

const TITLES: Readonly<Record<AnswerVerdict, string>> = {
  lost: "Only in today's zone (would be lost):",
  different: 'Different:',
  page: 'Becomes the contact page:',
  new: 'Only in the new zone:',
  same: 'The same:',
};

/** Lines for a person, and the number of things to settle. */
export function reportLines({
  environment,
  becomes,
  found,
  records,
  file,
  zoneFile,
}: ZoneComparison): {
  readonly lines: readonly string[];
  readonly wrong: number;
} {
  const { views, absent, wildcards } = found;
  const of = (verdict: AnswerVerdict) => records.filter((one) => one.verdict === verdict);
  const trouble = [
    ...absent.map(
      ({ server, reason }) =>
        `${server.host} (${server.address}): ${reason}; nothing more was asked there`,
    ),
    ...faultLines(views.flatMap(({ faults }) => faults)),
    ...found.disagreements.map(disagreement),
    ...serials(found),
    ...(views.some(({ isSigned }) => isSigned)
      ? [
          `${environment.domain} is signed (DNSKEY). Before you change name servers, remove the DS record at the registrar and wait as long as its TTL says: otherwise most of the world cannot reach the domain`,
        ]
      : []),
  ];
  const notes = [
    ...wildcards.map(
      (domain) =>
        `*.${domain} answers for any name: guessed names that answer the same are left out`,
    ),
    ...notAnswered(file, found),
    ...(zoneFile === undefined
      ? [
          'DNS gives no list of names: only the names of the new zone and usual names were asked for. Add --zone-file with the file that your provider exports, to ask for all of its records.',
        ]
      : []),
    ...(of('new').some(({ type, name }) => type === 'CAA' && name === environment.domain)
      ? [
          'The CAA record is new: certificate authorities that it does not name will refuse the domain. Add the ones that you need to certificateIssuers.',
        ]
      : []),
  ];
  const verdicts: readonly AnswerVerdict[] = ['lost', 'different', 'page', 'new', 'same'];
  const lines = [
    `${environment.domain}: today's answers, compared with the zone of environment ${environment.name}${becomes ? ' with `delegated: true`' : ''}`,
    ...views.map(
      ({ server, serial }) => `  asked ${server.host} (${server.address}), serial ${serial}`,
    ),
    '',
    ...verdicts.flatMap((verdict) =>
      section(TITLES[verdict], of(verdict).sort(byName).flatMap(recordLines)),
    ),
    ...section(
      'In trouble:',
      trouble.map((line) => `  ${line}.`),
    ),
    ...section(
      'Note:',
      notes.map((line) => `  ${line.replace(/\.$/, '')}.`),
    ),
    verdicts.map((verdict) => `${of(verdict).length} ${SHORT[verdict]}`).join(', ') +
      `, ${trouble.length} in trouble.`,
  ];
  // The text of other people's servers must not move the cursor or look like a line of ours.
  return {
    lines: lines.map(onScreen),
    wrong: of('lost').length + of('different').length + trouble.length,
  };
}

const SHORT: Readonly<Record<AnswerVerdict, string>> = {
  lost: 'lost',
  different: 'different',
  page: 'to the contact page',
  new: 'new',
  same: 'the same',
};

export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines, ''];
}

function byName(one: Compared, other: Compared): number {
  const key = ({ name, type }: Compared) => `${name.split('.').reverse().join('.')} ${type}`;
  return key(one) < key(other) ? -1 : 1;
}

function recordLines({ verdict, name, type, today, then, remark }: Compared): string[] {
  const head = `  ${name} ${type}`;
  const behind = remark === undefined ? '' : `  (${remark})`;
  if (
    verdict === 'different' ||
    verdict === 'page' ||
    (verdict === 'same' && !equal(today, then))
  ) {
    return [
      `${head}${behind}`,
      ...today.map((value) => `    today: ${value}`),
      ...(then.length === 0 ? ['nothing'] : then).map((value) => `    then:  ${value}`),
    ];
  }
  return (verdict === 'lost' ? today : then).map((value) => `${head}  ${value}${behind}`);
}

/** One line for each server and reason: a server that limits questions leaves dozens unanswered. */
function faultLines(faults: readonly ServerFault[]): string[] {
  const whatOf = ({ server, reason }: ServerFault) =>
    `${server.host} (${server.address}): ${reason}`;
  return [...new Set(faults.map(whatOf))].map((what) => {
    const same = faults.filter((fault) => whatOf(fault) === what);
    const asked = same.map(({ name, type }) => `${name} ${type}`);
    const more = asked.length > 3 ? ` and ${asked.length - 3} more` : '';
    return `${what}, asked for ${asked.slice(0, 3).join(', ')}${more}`;
  });
}

function disagreement({ name, type, answers }: Disagreement): string {
  const said = answers.map(
    ({ server, says }) => `${server.host} says ${says === '' ? 'nothing' : says}`,
  );
  return `${name} ${type}: the servers disagree: ${said.join('; ')}`;
}

/** Different serials mean that a transfer between the servers is running, or fails. */
function serials({ views, disagreements }: Survey): string[] {
  if (disagreements.length === 0 || new Set(views.map(({ serial }) => serial)).size < 2) return [];
  return [
    `the servers have different versions of the zone: ${views.map(({ server, serial }) => `${server.host} ${serial}`).join(', ')}. Wait until all have the same version, and compare again`,
  ];
}

/** Records of the file that no server has: the file may be older than the zone. */
function notAnswered(file: readonly FileValue[], { today }: Survey): string[] {
  return file.flatMap(({ line, name, type, value }) => {
    const answers = [...today]
      .filter(([key]) => key.startsWith(`${name} `))
      .map(([, answer]) => answer);
    const isAway = answers.some(
      ({ delegated }) => delegated !== undefined && (delegated.name !== name || type === 'DS'),
    );
    const given = today.get(`${name} ${type}`);
    const values =
      type === 'CNAME'
        ? answers.flatMap(({ alias }) => alias ?? [])
        : type === 'NS'
          ? answers.flatMap(({ delegated, values: own }) => delegated?.servers ?? own)
          : (given?.values ?? []);
    if (value === undefined || isAway || values.includes(value)) return [];
    return [`line ${line} of the file, ${name} ${type} ${value}: no server answers with it`];
  });
}
