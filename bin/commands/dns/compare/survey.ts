import { CommandError } from '../../terminal/command-error';
import type { AskServer } from '../ports';
import type { ServerAnswer } from './server-answer';
import { parentOf } from './our-zone';
import {
  type Known,
  type Question,
  questionsOf,
  wildcardProbes,
  wildcardQuestion,
} from './questions';
import { askAll, type ServerFault, openServer, type Server, type ServerView } from './server-view';
import type { Today } from './verdict';

/** The answers of today's name servers for a zone. */
export interface Survey {
  readonly views: readonly ServerView[];
  /** Servers that have no address, or do not answer for the zone. */
  readonly absent: readonly ServerFault[];
  readonly today: Today;
  readonly disagreements: readonly Disagreement[];
  /** Domains with a wildcard: any name below them is answered. */
  readonly wildcards: readonly string[];
}

export interface Disagreement {
  readonly name: string;
  readonly type: string;
  readonly answers: readonly { readonly server: Server; readonly says: string }[];
}

/**
 * Asks every server for all known names, and for usual ones.
 * @param label a label that no zone has by chance
 * @throws CommandError NAME_SERVERS_SILENT if none answers for the zone
 */
export async function survey(
  domain: string,
  servers: readonly (Server | ServerFault)[],
  known: readonly Known[],
  ask: AskServer,
  label: string,
): Promise<Survey> {
  const opened = await Promise.all(
    servers.map(async (one) => ('reason' in one ? one : openServer(one, domain, ask))),
  );
  const absent = opened.filter((one): one is ServerFault => 'reason' in one);
  const present = opened.flatMap((one) => ('reason' in one ? [] : [one]));
  if (present.length === 0) throw silent(domain, absent);
  const questions = questionsOf(domain, known);
  const probes = wildcardProbes(questions, label);
  const askEach = (asked: readonly Question[]) =>
    Promise.all(present.map(({ server }) => askAll(server, domain, asked, ask)));
  const first = await askEach([...questions, ...probes]);
  const wildcards = probes
    .filter((probe) => first.some(({ answers }) => says(answers, probe.name, probe.types) !== ''))
    .map(({ name }) => parentOf(name));
  const second = await askEach(wildcards.map(wildcardQuestion));
  const views = present.map((one, index): ServerView => ({
    ...one,
    answers: new Map([...(first[index]?.answers ?? []), ...(second[index]?.answers ?? [])]),
    faults: [...(first[index]?.faults ?? []), ...(second[index]?.faults ?? [])],
  }));
  const isMade = ({ name, types, isKnown }: Question) =>
    !isKnown &&
    wildcards.includes(parentOf(name)) &&
    views.every(
      ({ answers }) =>
        says(answers, name, types) === says(answers, `${label}.${parentOf(name)}`, types),
    );
  const real = [...questions, ...wildcards.map(wildcardQuestion)].filter((one) => !isMade(one));
  return {
    views,
    absent,
    today: merged(views, real),
    disagreements: disagreements(views, real),
    wildcards,
  };
}

/** The first server with an answer, for each question. */
function merged(views: readonly ServerView[], questions: readonly Question[]): Today {
  return new Map(
    questions.flatMap(({ name, types }) => {
      // Then further types were not asked for.
      const missing = types
        .flatMap((type) => views.map(({ answers }) => answers.get(`${name} ${type}`)))
        .find((answer) => answer?.isMissing === true);
      return types.flatMap((type): [string, ServerAnswer][] => {
        const key = `${name} ${type}`;
        const answers = views.flatMap((view) => view.answers.get(key) ?? []);
        const answer = answers.find((one) => text(one) !== '') ?? answers[0] ?? missing;
        return answer === undefined ? [] : [[key, answer]];
      });
    }),
  );
}

/** A question that was not asked or not answered is no disagreement. */
function disagreements(
  views: readonly ServerView[],
  questions: readonly Question[],
): Disagreement[] {
  return questions.flatMap(({ name, types }) =>
    types.flatMap((type): Disagreement[] => {
      const answers = views.flatMap(({ server, answers: given }) => {
        const answer = given.get(`${name} ${type}`);
        const isMissing = types.some((one) => given.get(`${name} ${one}`)?.isMissing === true);
        if (answer === undefined && !isMissing) return [];
        return [{ server, says: answer === undefined ? '' : text(answer) }];
      });
      return new Set(answers.map(({ says: said }) => said)).size > 1
        ? [{ name, type, answers }]
        : [];
    }),
  );
}

/** A server's whole answer for a name as one text, for comparison; empty without an answer. */
function says(
  answers: ReadonlyMap<string, ServerAnswer>,
  name: string,
  types: readonly string[],
): string {
  const texts = types.map((type) => {
    const answer = answers.get(`${name} ${type}`);
    return answer === undefined ? '' : text(answer);
  });
  return texts.every((one) => one === '') ? '' : texts.join('\n');
}

function text({ values, alias, delegated }: ServerAnswer): string {
  if (delegated) return `delegated to ${delegated.servers.join(', ')}`;
  return alias === undefined ? values.join(', ') : `CNAME ${alias}`;
}

function silent(domain: string, faults: readonly ServerFault[]): CommandError {
  return new CommandError(
    'NAME_SERVERS_SILENT',
    [
      `No name server answers for ${domain}:`,
      ...faults.map(({ server, reason }) => `  ${server.host} (${server.address}): ${reason}`),
      "Name today's servers with --server, and check that this network allows DNS (port 53, UDP and TCP).",
    ].join('\n'),
  );
}
