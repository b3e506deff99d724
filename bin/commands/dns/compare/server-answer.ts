import { decodedParts } from '../values/decoded';
import { KNOWN_TYPES } from '../values/presentation';
import { ValueFault, valueText } from '../values/value';
import type { WireReply } from '../wire';

/** A server's answer for a name and a type. */
export interface ServerAnswer {
  /** Values of that type, in one form, sorted. */
  readonly values: readonly string[];
  readonly ttlSeconds?: number;
  /** The name is another name of this host. */
  readonly alias?: string;
  /** Addresses of that host, as far as the answer has them. */
  readonly addresses: readonly string[];
  /** The name does not exist: no type has a record. */
  readonly isMissing: boolean;
  /** A separate zone at this name or above it, for which other servers answer. */
  readonly delegated?: { readonly name: string; readonly servers: readonly string[] };
}

/** A reply to a question about a name in a zone -> its answer, or why it has none. */
export function answerOf(
  reply: WireReply,
  name: string,
  type: string,
  domain: string,
): ServerAnswer | { readonly reason: string } {
  try {
    const own = reply.answers.filter((one) => one.name === name && one.type === type);
    const text = (one: WireReply['answers'][number]) =>
      valueText(one.type, decodedParts(one.type, one.data));
    const alias = reply.answers.find((one) => one.name === name && one.type === 'CNAME');
    const cut = reply.authorities.find(
      (one) =>
        one.type === 'NS' &&
        one.name !== domain &&
        `.${name}`.endsWith(`.${one.name}`) &&
        `.${one.name}`.endsWith(`.${domain}`),
    );
    const isReferral = !reply.authoritative && reply.answers.length === 0 && cut !== undefined;
    const [shown] = own.length > 0 ? own : alias ? [alias] : [];
    return {
      values: KNOWN_TYPES.includes(type) ? [...new Set(own.map(text))].sort() : [],
      ...(shown && { ttlSeconds: shown.ttlSeconds }),
      ...(alias && { alias: text(alias) }),
      addresses: reply.answers
        .filter((one) => one.type === type && (type === 'A' || type === 'AAAA'))
        .map(text)
        .sort(),
      isMissing: reply.code === 'NXDOMAIN' && alias === undefined,
      ...(isReferral && {
        delegated: {
          name: cut.name,
          servers: reply.authorities
            .filter((one) => one.type === 'NS' && one.name === cut.name)
            .map(text)
            .sort(),
        },
      }),
    };
  } catch (cause) {
    if (cause instanceof ValueFault || cause instanceof RangeError)
      return { reason: 'its answer cannot be read' };
    throw cause;
  }
}
