import { parentOf } from './our-zone';
import { USUAL_NAMES } from './usual-names';

/** A name, and the types to ask for. */
export interface Question {
  readonly name: string;
  readonly types: readonly string[];
  /** Whether a record is known. Otherwise the name is a guess. */
  readonly isKnown: boolean;
}

const HOST_TYPES = ['A', 'AAAA', 'CAA', 'HTTPS', 'MX', 'NS', 'TXT'];
const APEX_TYPES = ['A', 'AAAA', 'CAA', 'HTTPS', 'MX', 'NAPTR', 'SSHFP', 'TXT'];

/** A name and type with a known record. */
export interface Known {
  readonly name: string;
  readonly type: string;
}

/** The questions: everything known, and usual names. */
export function questionsOf(domain: string, known: readonly Known[]): Question[] {
  const names = new Set([
    domain,
    ...known.map(({ name }) => name),
    ...USUAL_NAMES.map((name) => `${name}.${domain}`),
  ]);
  return [...names].map((name) => {
    const here = known.filter((one) => one.name === name).map(({ type }) => type);
    // An answer to any type shows a CNAME.
    const types = new Set([...usualTypes(name, domain), ...here]);
    types.delete('CNAME');
    return { name, types: [...types], isKnown: name === domain || here.length > 0 };
  });
}

/** A name that no zone has. A server that answers for it has a wildcard. */
export function wildcardProbes(questions: readonly Question[], label: string): Question[] {
  const guessed = questions.filter(({ isKnown }) => !isKnown);
  const parents = [...new Set(guessed.map(({ name }) => parentOf(name)))];
  return parents.map((parent) => ({
    name: `${label}.${parent}`,
    types: [
      ...new Set(
        guessed.filter(({ name }) => parentOf(name) === parent).flatMap(({ types }) => types),
      ),
    ],
    isKnown: false,
  }));
}

/** `*` itself, if a server answered the probe. */
export function wildcardQuestion(parent: string): Question {
  return {
    name: `*.${parent}`,
    types: [...new Set([...HOST_TYPES, 'SRV'])].filter((type) => type !== 'NS'),
    isKnown: true,
  };
}

function usualTypes(name: string, domain: string): readonly string[] {
  if (name === domain) return APEX_TYPES;
  if (/^_[a-z0-9-]+\._(?:tcp|udp|tls|sctp)\./.test(name)) {
    return /^_\d/.test(name) ? ['TLSA'] : ['SRV', 'TXT'];
  }
  return name.includes('_') ? ['TXT'] : HOST_TYPES;
}
