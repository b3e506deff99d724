import type {
  Change,
  PropertyChange,
  ReleaseDiff,
  ResourceChange,
  StackDiff,
  StatefulRemoval,
} from '../diff/model';
import type { Cell, Section } from './page';
import { CHANGE_WORDS, count, isRemoval, leftWords } from './words';

const code = (text: string): Cell => ({ text, code: true });

/** What is destroyed, replaced or let go. */
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

/** `LogGroupName, by Submit`, which is made anew. */
function propertyWords({ name, follows = [] }: PropertyChange): string {
  return follows.length === 0 ? name : `${name} (by ${follows.join(', ')})`;
}

function stateOf(removal: StatefulRemoval | undefined): Cell {
  if (!removal) return { text: 'none' };
  const { entry, allowed } = removal;
  if (!entry) return { text: 'holds state; not in allowDestroy', tone: 'bad' };
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

export function permissionSection({ stacks }: Pick<ReleaseDiff, 'stacks'>): Section {
  const all = stacks.flatMap(({ stackName, permissions }) =>
    permissions.map((permission) => ({ stackName, ...permission })),
  );
  // Stable: each stack's own order stays.
  const rows = [
    ...all.filter(({ broadens }) => broadens),
    ...all.filter(({ broadens }) => !broadens),
  ];
  const broader = all.filter(({ broadens }) => broadens).length;
  return {
    title: 'Permissions',
    ...(broader > 0 && { note: `Broader: ${count(broader, 'statement')}.` }),
    head: ['', 'Statement', 'On', 'By', 'If', 'Stack'],
    rows: rows.map(({ stackName, comes, broadens, what, resource, principal, condition }) => [
      { text: comes ? '+' : '-', tone: broadens ? 'bad' : 'good' },
      code(what),
      code(resource),
      code(principal),
      code(condition),
      code(stackName),
    ]),
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
