import { differs } from '../diff/compare-stack';
import type { ReleaseDiff } from '../diff/model';
import { assetSection, commitSection, costSection } from './release-sections';
import { changeSection, networkSection, permissionSection, removalSection } from './stack-sections';
import { count, minute, permissionRating, takesUpdates } from './words';
import type { Cell, Page, Section } from './page-model';

/** The most important first: removals, broader permissions, then the rest. */
export function pageOf(diff: ReleaseDiff): Page {
  const { environment, account, commit, reviewedAt } = diff;
  return {
    title: `${environment}: what this release changes`,
    verdict: verdictOf(diff),
    facts: [
      ['Environment', { text: `${environment}, account ${account}` }],
      ...(commit === undefined ? [] : ([['Commit', { text: commit, code: true }]] as const)),
      ['Compared', { text: minute(reviewedAt) }],
    ],
    sections: [
      removalSection(diff),
      permissionSection(diff),
      networkSection(diff),
      stackSection(diff),
      ...leftBehindSection(diff),
      changeSection('Changed', 'changed', diff),
      changeSection('Added', 'added', diff),
      assetSection(diff),
      costSection(diff),
      commitSection(diff),
    ].map(withoutEmptyColumns),
  };
}

/** Leaves out empty columns, which only take width. */
function withoutEmptyColumns({ head, rows, ...section }: Section): Section {
  const isFilled = (_: unknown, column: number) =>
    rows.some((row) => row[column]?.text !== '' || (row[column].values ?? []).length > 0);
  return {
    ...section,
    head: rows.length === 0 ? head : head.filter(isFilled),
    rows: rows.map((row) => row.filter(isFilled)),
  };
}

function verdictOf(diff: ReleaseDiff): Page['verdict'] {
  const rating = permissionRating(diff.stacks);
  const { text, bad } = outcomeOf(diff);
  return { text: rating === '' ? text : `${text} Permissions: ${rating}.`, bad };
}

function outcomeOf({ removals, stacks, environment, approval }: ReleaseDiff): Page['verdict'] {
  const refused = removals.filter(({ allowed }) => !allowed).length;
  if (refused > 0) {
    const words = `${count(refused, 'resource')} with state would be removed, and allowDestroy does not name ${refused === 1 ? 'it' : 'them'}.`;
    return { text: approval ? `A release stops here: ${words}` : words, bad: true };
  }
  const changed = stacks.filter(differs).length;
  return {
    text:
      changed === 0
        ? `Nothing in ${environment} changes.`
        : `${count(changed, 'stack')} of ${stacks.length} ${changed === 1 ? 'changes' : 'change'}.`,
    bad: false,
  };
}

function stackSection({ stacks }: ReleaseDiff): Section {
  return {
    title: 'Stacks',
    head: ['Stack', 'Region', 'Now', 'Changes'],
    rows: [
      ...stacks.map(({ stackName, region, status, changes, sections }) => [
        { text: stackName, code: true } as const,
        { text: region },
        statusOf(status),
        {
          text:
            [
              ...(changes.length === 0 ? [] : [count(changes.length, 'resource')]),
              ...sections,
            ].join(', ') || 'none',
        },
      ]),
    ],
  };
}

/** None where there is nothing to remove: most releases have none of it. */
function leftBehindSection({ leftBehind, account }: ReleaseDiff): Section[] {
  if (leftBehind.length === 0) return [];
  return [
    {
      title: 'No longer delivered',
      note: `These stacks stay as they are: nothing in them is destroyed, and allowDestroy does not count for them. Each command removes one, with credentials of account ${account}, in this order.`,
      head: ['Stack', 'Region', 'Remove it with'],
      rows: leftBehind.map(({ stackName, region, command }) => [
        { text: stackName, code: true },
        { text: region },
        { text: command, code: true, whole: true },
      ]),
    },
  ];
}

function statusOf(status: string | undefined): Cell {
  if (status === undefined) return { text: 'not there yet' };
  return { text: status, ...(!takesUpdates(status) && { tone: 'bad' }) };
}
