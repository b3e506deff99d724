import { differs } from '../diff/compare-stack';
import { CHANGES, type ReleaseDiff } from '../diff/model';
import {
  CHANGE_WORDS,
  count,
  difference,
  isRemoval,
  leftWords,
  packageWords,
  permissionCounts,
  permissionLines,
  permissionRating,
  shortPath,
  sizes,
  takesUpdates,
  usd,
} from './words';

/** A line with a number, and the items that it counts. The line is always shown. */
export interface SummaryPart {
  readonly line: string;
  readonly items: readonly string[];
}

/** The most important first. */
export function summaryParts(diff: ReleaseDiff): SummaryPart[] {
  return [
    headline(diff),
    removals(diff),
    permissions(diff),
    network(diff),
    leftBehind(diff),
    changes(diff),
    cost(diff),
    commits(diff),
  ].filter((part) => part !== undefined);
}

function headline({
  environment,
  approval,
  commit,
  removals: stateful,
  stacks,
}: ReleaseDiff): SummaryPart {
  const all = stacks.flatMap((stack) => stack.changes);
  const counts = CHANGES.map((kind) => {
    const number = all.filter(({ change }) => change === kind).length;
    return number === 0 ? '' : `${number} ${CHANGE_WORDS[kind]}`;
  }).filter((words) => words !== '');
  const refused = stateful.filter(({ allowed }) => !allowed).length;
  const stops =
    refused === 0
      ? ''
      : `${approval ? 'STOPPED, ' : ''}${count(refused, 'removal')} of state not allowed; `;
  const stuck = stacks.flatMap(({ stackName, status }) =>
    status === undefined || takesUpdates(status)
      ? []
      : [`${stackName} is ${status}, and takes no update`],
  );
  const warning = stuck.length === 0 ? '' : `${count(stuck.length, 'stack')} stuck; `;
  const rating = permissionRating(stacks);
  const grants = rating === '' ? '' : `permissions ${rating}; `;
  const what = counts.length === 0 ? 'no resource changes' : counts.join(', ');
  const of = commit === undefined ? environment : `${environment}, commit ${commit.slice(0, 10)}`;
  return { line: `${of}: ${stops}${warning}${grants}${what}.`, items: stuck };
}

function removals({ stacks, removals: stateful }: ReleaseDiff): SummaryPart | undefined {
  const items = stacks.flatMap(({ stackName, changes: all }) =>
    all.filter(isRemoval).map((resource) => {
      const { change, type, logicalId, physicalId } = resource;
      const removal = stateful.find((one) => one.resource === resource);
      const name = physicalId === undefined ? '' : `, ${physicalId}`;
      const word = removal?.entry
        ? `; ${removal.allowed ? 'allowed until' : 'ALLOWED ONLY UNTIL'} ${removal.entry.until}: ${removal.entry.reason}`
        : removal?.allowed
          ? ''
          : '; NOT ALLOWED';
      return `${CHANGE_WORDS[change]}${leftWords(resource)}: ${type} ${logicalId} of ${stackName}${name}${removal ? `; holds state${word}` : ''}`;
    }),
  );
  return items.length === 0
    ? undefined
    : { line: `Destroyed, replaced, let go or unprotected: ${items.length}.`, items };
}

function permissions({ stacks }: ReleaseDiff): SummaryPart | undefined {
  const all = stacks.flatMap((stack) => stack.permissions);
  if (all.length === 0) return undefined;
  return { line: `Permissions: ${permissionCounts(stacks)}.`, items: permissionLines(all) };
}

function network({ stacks }: ReleaseDiff): SummaryPart | undefined {
  const all = stacks.flatMap((stack) => stack.network);
  if (all.length === 0) return undefined;
  const opened = all.filter(({ comes }) => comes);
  const items = opened.map(
    ({ direction, group, protocol, peer }) => `${direction} ${protocol} ${peer} at ${group}`,
  );
  return { line: `Network: ${opened.length} opened, ${all.length - opened.length} closed.`, items };
}

function leftBehind({ leftBehind: left }: ReleaseDiff): SummaryPart | undefined {
  if (left.length === 0) return undefined;
  const stays = left.length === 1 ? 'stays as it is' : 'stay as they are';
  return {
    line: `No longer delivered: ${count(left.length, 'stack')}, which ${stays}. To remove:`,
    items: left.map(({ command }) => command),
  };
}

/** Counts stacks, because there are many resources, and the code in them. */
function changes({ stacks, assets, environment }: ReleaseDiff): SummaryPart | undefined {
  const changed = stacks.filter(differs);
  const items = [
    ...changed.flatMap(({ stackName, status, changes: all, sections }) => {
      const counts = (['changed', 'added'] as const).flatMap((kind) => {
        const number = all.filter(({ change }) => change === kind).length;
        return number === 0 ? [] : [`${number} ${kind}`];
      });
      const name = `${stackName}${status === undefined ? ' (new)' : ''}`;
      const what = [...counts, ...sections];
      return what.length === 0 ? [] : [`${name}: ${what.join(', ')}`];
    }),
    ...assets.map((asset) => {
      const moves = (asset.packages ?? []).map(packageWords).join(', ');
      return `${shortPath(asset.path, environment)}: ${sizes(asset)}${moves === '' ? '' : `; ${moves}`}`;
    }),
  ];
  if (changed.length + assets.length === 0) return undefined;
  return {
    line: `Changed: ${count(changed.length, 'stack')}, ${count(assets.length, 'asset')}.`,
    items,
  };
}

function cost({ cost: found }: ReleaseDiff): SummaryPart {
  if (found.kind === 'unknown') return { line: `Cost: not known: ${found.reason}`, items: [] };
  const { before, after } = found;
  const more = difference(after.idle - before.idle);
  return {
    line: `Cost: ${more} USD a month (${usd(before.idle)} → ${usd(after.idle)}, idle).`,
    items: [],
  };
}

function commits({ commits: found }: ReleaseDiff): SummaryPart {
  switch (found.kind) {
    case 'first':
      return { line: 'Commits: the first release.', items: [] };
    case 'unknown':
      return { line: `Commits: ${found.reason}.`, items: [] };
    case 'known':
      return {
        line: `Commits since ${found.since.slice(0, 10)}: ${found.commits.length}.`,
        items: found.commits.map(({ hash, subject }) => `${hash.slice(0, 10)} ${subject}`),
      };
  }
}
