import type { ReleaseDiff } from '../diff/model';
import type { Section } from './page-model';
import { count, difference, minute, packageWords, shortPath, sizes, usd } from './words';

export function assetSection({ assets, environment }: ReleaseDiff): Section {
  return {
    title: 'Code and files',
    head: ['What', 'Size', 'Packages'],
    rows: assets.map((asset) => [
      { text: shortPath(asset.path, environment), code: true },
      { text: sizes(asset) },
      asset.packages === undefined
        ? {
            text:
              asset.before && asset.after ? 'unknown: the last release did not record them' : '',
          }
        : { text: asset.packages.map(packageWords).join(', '), code: true },
    ]),
  };
}

export function costSection({ cost }: Pick<ReleaseDiff, 'cost'>): Section {
  const head = ['USD a month', 'Now', 'After', 'Difference'];
  if (cost.kind === 'unknown') {
    return { title: 'Cost', note: `Not known: ${cost.reason}`, head, rows: [] };
  }
  const { before, after } = cost;
  const row = (name: string, one: number, other: number) => [
    { text: name },
    { text: usd(one) },
    { text: usd(other) },
    { text: difference(other - one) },
  ];
  return {
    title: 'Cost',
    note: 'Of these stacks, as AWS charges it (docs/cost.md).',
    head,
    rows: [
      row('idle', before.idle, after.idle),
      row('for 1,000 messages more', before.used, after.used),
    ],
  };
}

export function commitSection({ commits }: Pick<ReleaseDiff, 'commits'>): Section {
  const title = 'Commits since the last release';
  const head = ['Commit', 'Authored', 'Subject'];
  if (commits.kind === 'first') {
    return { title, note: 'Nothing was released here before.', head, rows: [] };
  }
  if (commits.kind === 'unknown')
    return { title, note: `Not known: ${commits.reason}.`, head, rows: [] };
  return {
    title,
    note: `${count(commits.commits.length, 'commit')} since ${commits.since.slice(0, 10)}.`,
    head,
    rows: commits.commits.map(({ hash, date, subject }) => [
      { text: hash.slice(0, 10), code: true },
      { text: minute(new Date(date).toISOString()) },
      { text: subject, code: true },
    ]),
  };
}
