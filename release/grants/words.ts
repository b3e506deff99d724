import type { PermissionChange } from '../diff/model';
import { readable } from '../template/marks';
import type { Condition } from './conditions';
import type { Names, OtherGrant, Rating, StatementGrant } from './grant';

/** `s3:GetObject → s3:*`: of a part that changes both, or the one there is. */
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
  const part = (words: (grant: StatementGrant) => string) =>
    readable(arrow(from && words(from), to && words(to)));
  const one = to ?? from;
  return {
    rating,
    change: from ? (to ? 'changes' : 'goes') : 'comes',
    what: `${one?.effect ?? ''} ${part(({ action, without }) =>
      without === undefined ? names(action) : `everything, as there is no ${without}`,
    )}`,
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

/** As it was written: a single value stands in no list. */
function conditionWords(condition: Condition): string {
  return JSON.stringify(condition, (_, value: unknown) =>
    Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value,
  );
}

function names({ but, patterns }: Names): string {
  return `${but ? 'all but ' : ''}${patterns.join(', ')}`;
}

function conditionNames(when: readonly string[]): string[] {
  return when.map((one) => `the template’s condition ${one.split('\n')[0] ?? ''}`);
}

/** Of what is no statement: its name and, where it is short, its value. */
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
    what: readable(`${one?.name === '' ? one.type : (one?.name ?? '')} ${value}`.trim()),
    resource: `\${${one?.logicalId ?? ''}}`,
    principal: '',
    condition: conditionNames(one?.when ?? []).join(' and '),
    type: one?.type ?? '',
    logicalId: one?.logicalId ?? '',
  };
}

/** What is long says nothing on a line: the values of what changed have it. */
const LONGEST_VALUE = 120;

function valueOf({ value }: OtherGrant): string | undefined {
  return value.length <= LONGEST_VALUE ? value : undefined;
}
