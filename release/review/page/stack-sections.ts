import type {
  Change,
  PropertyChange,
  ReleaseDiff,
  ResourceChange,
  StackDiff,
  StatefulRemoval,
} from '../diff/model';
import { RATINGS } from '../grants/grant';
import type { Cell, Section } from './page-model';
import { CHANGE_WORDS, isRemoval, leftWords, permissionCounts } from './words';

const code = (text: string): Cell => ({ text, code: true });

/** Resources that are destroyed, replaced or let go. */
export function removalSection({ stacks, removals }: ReleaseDiff): Section {
  return {
    title: 'Destroyed or replaced',
    head: ['Stack', 'What happens', 'Resource', 'Name in AWS', 'By', 'State'],
    rows: rowsOf(stacks, isRemoval, (stackName, resource) => [
      code(stackName),
      {
        text: `${CHANGE_WORDS[resource.change]}${leftWords(resource)}`,
        tone: 'bad',
      },
      code(`${resource.type} ${resource.logicalId}`),
      code(resource.physicalId ?? ''),
      {
        text: resource.properties
          .filter(({ replaces }) => replaces || resource.change === 'unprotected')
          .map(propertyWords)
          .join(', '),
        code: true,
        values: resource.properties,
      },
      stateOf(removals.find((one) => one.stackName === stackName && one.resource === resource)),
    ]),
  };
}

/** `LogGroupName, by Submit`: Submit is made anew. */
function propertyWords({ name, follows = [] }: PropertyChange): string {
  return follows.length === 0 ? name : `${name} (by ${follows.join(', ')})`;
}

function stateOf(removal: StatefulRemoval | undefined): Cell {
  if (!removal) return { text: 'none' };
  const { entry, allowed } = removal;
  if (!entry) {
    return { text: allowed ? 'holds state' : 'holds state; not in allowDestroy', tone: 'bad' };
  }
  return allowed
    ? { text: `holds state; allowed until ${entry.until}: ${entry.reason}` }
    : { text: `holds state; allowed only until ${entry.until}: ${entry.reason}`, tone: 'bad' };
}

export function changeSection(
  title: string,
  kind: Change,
  { stacks }: Pick<ReleaseDiff, 'stacks'>,
): Section {
  return {
    title,
    head: ['Stack', 'Resource', ...(kind === 'added' ? [] : ['Properties'])],
    rows: rowsOf(
      stacks,
      ({ change }) => change === kind,
      (stackName, { type, logicalId, properties }) => [
        code(stackName),
        code(`${type} ${logicalId}`),
        ...(kind === 'added'
          ? []
          : [
              {
                text: properties.map(propertyWords).join(', '),
                code: true,
                values: properties,
              } as const,
            ]),
      ],
    ),
  };
}

function rowsOf(
  stacks: readonly StackDiff[],
  belongs: (resource: ResourceChange) => boolean,
  row: (stackName: string, resource: ResourceChange) => readonly Cell[],
) {
  return stacks.flatMap(({ stackName, changes }) =>
    changes.filter(belongs).map((resource) => row(stackName, resource)),
  );
}

const CHANGE_OF_GRANT = { comes: 'new', goes: 'gone', changes: 'changed' } as const;

export function permissionSection({ stacks }: Pick<ReleaseDiff, 'stacks'>): Section {
  const rows = RATINGS.flatMap((rating) =>
    stacks.flatMap(({ stackName, permissions }) =>
      permissions
        .filter((one) => one.rating === rating)
        .map(({ change, what, resource, principal, condition, type, logicalId }) => [
          { text: rating, tone: rating === 'not broader' ? 'good' : 'bad' } as const,
          { text: CHANGE_OF_GRANT[change] },
          code(what),
          code(resource),
          code(principal),
          code(condition),
          code(`${type} ${logicalId}`.trim()),
          code(stackName),
        ]),
    ),
  );
  return {
    title: 'Permissions',
    ...(rows.length > 0 && { note: `${permissionCounts(stacks)}.` }),
    head: ['Rating', '', 'What', 'On', 'By', 'If', 'Said by', 'Stack'],
    rows,
  };
}

export function networkSection({ stacks }: Pick<ReleaseDiff, 'stacks'>): Section {
  return {
    title: 'Network',
    head: ['', 'Direction', 'Group', 'What', 'Other side', 'Stack'],
    rows: stacks.flatMap(({ stackName, network }) =>
      network.map(({ comes, direction, group, protocol, peer }): readonly Cell[] => [
        { text: comes ? '+' : '-', tone: comes ? 'bad' : 'good' },
        { text: direction === 'in' ? 'comes in' : 'goes out' },
        code(group),
        { text: protocol },
        code(peer),
        code(stackName),
      ]),
    ),
  };
}
