import { DnsUnanswered } from '../../doctor/ports';
import type { AskServer } from '../ports';
import type { WireReply } from '../wire';
import { type ServerAnswer, answerOf } from './server-answer';
import type { Question } from './questions';

export interface Server {
  /** Its name: `ns1.example.net`. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** A question that a server did not answer. */
export interface ServerFault {
  readonly server: Server;
  readonly name: string;
  readonly type: string;
  readonly reason: string;
}

/** All answers of one server, by `name type`. */
export interface ServerView {
  readonly server: Server;
  readonly serial: number;
  readonly isSigned: boolean;
  readonly answers: ReadonlyMap<string, ServerAnswer>;
  readonly faults: readonly ServerFault[];
}

/** Number of questions to one server at the same time. */
const AT_ONCE = 6;
/** After so many unanswered questions in a row, a server is asked no more. */
const PATIENCE = 12;

/** Asks a server whether it answers for the zone. @returns the fault if it does not */
export async function openServer(
  server: Server,
  domain: string,
  ask: AskServer,
): Promise<Omit<ServerView, 'answers' | 'faults'> | ServerFault> {
  const first = await replyTo(server, domain, 'SOA', ask);
  if ('reason' in first) return first;
  const soa = first.answers.find(({ type, name }) => type === 'SOA' && name === domain);
  if (soa === undefined || !first.authoritative) {
    return { server, name: domain, type: 'SOA', reason: 'it does not answer for this zone itself' };
  }
  const keys = await replyTo(server, domain, 'DNSKEY', ask);
  return {
    server,
    serial: (soa.data as { readonly serial: number }).serial,
    isSigned: !('reason' in keys) && keys.answers.some(({ type }) => type === 'DNSKEY'),
  };
}

/** Asks one server everything. If a name does not exist, its other types are not asked for. */
export async function askAll(
  server: Server,
  domain: string,
  questions: readonly Question[],
  ask: AskServer,
): Promise<Pick<ServerView, 'answers' | 'faults'>> {
  const faults: ServerFault[] = [];
  const answers = new Map<string, ServerAnswer>();
  const waiting = [...questions];
  let unheard = 0;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const type of next.types) {
        if (unheard >= PATIENCE) return;
        const reply = await replyTo(server, next.name, type, ask);
        unheard = 'reason' in reply && reply.reason === REASONS['ETIMEOUT'] ? unheard + 1 : 0;
        const answer = 'reason' in reply ? reply : answerOf(reply, next.name, type, domain);
        if ('reason' in answer) {
          faults.push({ server, name: next.name, type, reason: answer.reason });
          continue;
        }
        answers.set(`${next.name} ${type}`, answer);
        if (answer.isMissing) break;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const [left] = waiting;
  if (left !== undefined) {
    const reason = 'it stopped answering, so it was not asked for the rest';
    faults.push({ server, name: left.name, type: left.types[0] ?? '', reason });
  }
  return { answers, faults };
}

/** Codes of Node, this program and DNS -> our words. */
const REASONS: Readonly<Record<string, string>> = {
  EBADRESP: 'its answer cannot be read',
  ECONNREFUSED: 'nothing listens there',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'it cannot be reached from this network',
  ETIMEOUT: 'no answer in time',
  ETRUNCATED: 'its answer is cut off, and it does not give the whole answer over TCP',
  NOTIMP: 'it does not support this query (NOTIMP)',
  REFUSED: 'it refuses to answer (REFUSED)',
  SERVFAIL: 'it fails (SERVFAIL)',
};

async function replyTo(
  server: Server,
  name: string,
  type: string,
  ask: AskServer,
): Promise<WireReply | ServerFault> {
  const fault = (code: string) => ({ server, name, type, reason: REASONS[code] ?? code });
  try {
    const reply = await ask(server, name, type);
    return ['NOERROR', 'NXDOMAIN'].includes(reply.code) ? reply : fault(reply.code);
  } catch (error) {
    if (error instanceof DnsUnanswered) return fault(error.code);
    throw error;
  }
}
