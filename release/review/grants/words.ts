import type { PermissionChange } from '../diff/model';
import { readable } from '../template/marks';
import { isSecret } from '../diff/values';
import type { Condition } from './conditions';
import type { Names, OtherGrant, Rating, StatementGrant } from './grant';

/** `s3:GetObject → s3:*`: both values of a part that changes, or its one value. */
function arrow(from: string | undefined, to: string | undefined): string {
  const [before = to ?? '', after = from ?? ''] = [from, to];
  const words = (part: string) => (part === '' ? 'nothing' : part);
  return before === after ? after : `${words(before)} → ${words(after)}`;
}

export function statementWords(
  from: StatementGrant | undefined,
  to: StatementGrant | undefined,
  rating: Rating,
): PermissionChange {
  // Without a limit, nobody and nothing is named.
  const named = [from, to].map((grant) => (grant?.without === undefined ? grant : undefined));
  const part = (words: (grant: StatementGrant) => string, [one, other] = named) =>
    arrow(one && readable(words(one)), other && readable(words(other)));
  const one = to ?? from;
  const limit = one?.limit === undefined ? '' : `${one.limit}: `;
  return {
    rating,
    change: from ? (to ? 'changes' : 'goes') : 'comes',
    what: `${limit}${one?.effect ?? ''} ${part(actionWords, [from, to])}`,
    resource: part(({ resource }) => names(resource)),
    principal: part(({ principal }) => names(principal)),
    condition: part(({ condition, when }) =>
      [
        ...(Object.keys(condition).length === 0 ? [] : [conditionWords(condition)]),
        ...conditionNames(when),
      ].join(' and '),
    ),
    type: one?.type ?? '',
    logicalId: one?.logicalId ?? '',
  };
}

function actionWords({ action, without, limit }: StatementGrant): string {
  if (without === undefined) return names(action);
  return limit === undefined ? `everything, as there is no ${without}` : 'everything, without one';
}

/** As it was written: a single value without a list. */
function conditionWords(condition: Condition): string {
  return JSON.stringify(condition, (_, value: unknown) =>
    Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value,
  );
}

function names({ but, patterns }: Names): string {
  return `${but ? 'all but ' : ''}${patterns.join(', ')}`;
}

function conditionNames(when: readonly string[]): string[] {
  return when.map((one) => `the template’s condition ${readable(one)}`);
}

/** A grant that is no statement: its name and, if it is short, its value. */
export function otherWords(
  from: OtherGrant | undefined,
  to: OtherGrant | undefined,
  rating: Rating,
): PermissionChange {
  const one = to ?? from;
  const value = arrow(from && valueOf(from), to && valueOf(to));
  return {
    rating,
    change: from ? (to ? 'changes' : 'goes') : 'comes',
    what: `${readable(one?.name === '' ? one.type : (one?.name ?? ''))} ${value}`.trim(),
    resource: `\${${one?.logicalId ?? ''}}`,
    principal: '',
    condition: conditionNames(one?.when ?? []).join(' and '),
    type: one?.type ?? '',
    logicalId: one?.logicalId ?? '',
  };
}

/** A long value is not readable on one line. The list of changed values shows it. */
const LONGEST_VALUE = 120;

function valueOf({ name, value }: OtherGrant): string | undefined {
  const words = readable(value);
  const isHidden =
    isSecret(name) || [...words.matchAll(/"(\w+)":/g)].some(([, key = '']) => isSecret(key));
  if (isHidden) return undefined;
  return words.length <= LONGEST_VALUE ? words : undefined;
}
