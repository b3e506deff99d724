import type { BranchCommit } from './git-history';
import { HEADER } from './header';

export const CHANGELOG = 'CHANGELOG.md';

/** What is deployed, and what says how. */
const DEPLOYED = /^(?:lib|stages|lambdas|site)\/|^waypost\.config\.ts$/;

/** Types of commits of which whoever deploys notices nothing; a revert takes its line back with it. */
const SILENT_TYPES = ['build', 'chore', 'ci', 'docs', 'refactor', 'revert', 'style', 'test'];

/** Commits that change what is deployed and say nothing of it, if the branch adds no line to the changelog. */
export function changelogProblems(
  commits: readonly BranchCommit[],
  before: string,
  after: string,
): string[] {
  const known = new Set(before.split('\n'));
  const says = after.split('\n').some((line) => /^\s*- \S/.test(line) && !known.has(line));
  if (says) return [];
  return commits.filter(isNoticed).map(({ hash, message }) => {
    const [subject = ''] = message.split('\n');
    return (
      `${hash.slice(0, 10)} "${subject}" changes what is deployed, but the branch adds no line to ${CHANGELOG}. ` +
      `Add one for the people who deploy. If they notice nothing of the change, give the commit another type: ${SILENT_TYPES.join(', ')}`
    );
  });
}

function isNoticed({ message, paths }: BranchCommit): boolean {
  const [subject = ''] = message.split('\n');
  const [, type = ''] = HEADER.exec(subject.replace(/^Revert "/, 'revert: ')) ?? [];
  const breaks = /^\w*(?:\(.*\))?!: /.test(subject) || /^BREAKING[ -]CHANGE: /m.test(message);
  return breaks || (!SILENT_TYPES.includes(type) && paths.some((path) => DEPLOYED.test(path)));
}
