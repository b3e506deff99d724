import type { Config } from '../../lib/config/config';
import { senderOf } from '../../lib/naming';

/**
 * Where a role belongs. Its names become alike in every environment and in every run, so that a
 * recorded call of one can be held against the grants of another: `waypost-dev-submissions` is
 * `<env>-submissions`, and what has no name of ours is called by its stack and logical id, such as
 * `<env>-contact.Guard`.
 */
export interface Place {
  /** Project and environment, such as `waypost-dev`: what its names begin with. */
  readonly prefix: string;
  readonly account: string;
  readonly region: string;
  readonly toolsAccount: string;
  /** Addresses that it sends mail from. */
  readonly senders: readonly string[];
  /** Symbols of a copy -> those of what it is a copy of. */
  readonly standFor?: Readonly<Record<string, string>>;
}

/** What stands for each symbol where a policy is evaluated, which asks for well-formed ARNs. */
const STAND_INS = {
  '<account>': '222222222222',
  '<tools>': '111111111111',
  '<region>': 'eu-west-1',
  '<env>': 'waypost-env',
  '<name>': 'env',
  '<language>': 'en',
  '<stack>': 'stack',
  '<sender>': 'sender@example.com',
  '<object>': 'object',
  '<id>': 'id',
} as const;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export function symbolic(text: string, place: Place): string {
  const withoutSenders = place.senders.reduce(
    (rest, sender) => rest.replaceAll(sender, '<sender>'),
    text,
  );
  return (
    withoutSenders
      .replaceAll(place.account, '<account>')
      .replaceAll(place.toolsAccount, '<tools>')
      .replaceAll(place.region, '<region>')
      .replaceAll(new RegExp(`${place.prefix}(?![a-z0-9])`, 'g'), '<env>')
      .replace(/(:template\/.*)-(?:en|ar)$/, '$1-<language>')
      .replace(/(:identity\/)[^*]+$/, '$1<sender>')
      // What is done to one stack of an environment is done to all.
      .replace(/(:stack\/<env>-)[a-z-]+\//, '$1<stack>/')
      .replace(`/releases/${nameIn(place)}/`, '/releases/<name>/')
      .replace(/(:s3:::[^/]+\/(?:releases\/(?:<name>\/)?|notifications\/)?)[^*]+$/, '$1<object>')
      .replace(`.Pipeline${nameIn(place)}`, '.Pipeline<env>')
      // The emulator's own form of a generated name.
      .replace(/:log-group:\/aws\/cloudformation\/[^/]+\//, ':log-group:')
      .replaceAll(UUID, '<id>')
      .replaceAll(/<env>\.\w+/g, (symbol) => place.standFor?.[symbol] ?? symbol)
  );
}

/** Name of the environment, without the project's. */
function nameIn({ prefix }: Place): string {
  return prefix.split('-').at(-1) ?? '';
}

export function concrete(text: string): string {
  return Object.entries(STAND_INS).reduce(
    (filled, [symbol, value]) => filled.replaceAll(symbol, value),
    text,
  );
}

/** `Guard64B60F0F` -> `Guard`: CDK's hash says nothing that the rest does not. */
export function plainId(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** The environment that a role's stack or name tells of; some of the pipeline's tell of none. */
export function placeOf(
  stackAndName: string,
  { project, environments, tools, contact }: Config,
): Place {
  const prefixOf = (name: string) => `${project}-${name}`;
  const environment = environments.find(({ name }) =>
    new RegExp(`\\b${prefixOf(name)}(?![a-z0-9])`).test(stackAndName),
  );
  return {
    prefix: prefixOf(environment?.name ?? '(none)'),
    account: environment?.account ?? '(none)',
    region: environment?.region ?? tools.region,
    toolsAccount: tools.account,
    senders: [contact.sender, ...(environment ? [senderOf(environment.domain)] : [])],
  };
}
