import type { BranchCommit } from './git-history';
import { HEADER } from './header';

export const CHANGELOG = 'CHANGELOG.md';

/** Files that are deployed, and files that say how. */
const DEPLOYED = /^(?:lib|stages|lambdas|site)\/|^waypost\.config\.ts$/;

/** People who deploy notice nothing of these types of commits. A revert takes its line back with it. */
const SILENT_TYPES = ['build', 'chore', 'ci', 'docs', 'refactor', 'revert', 'style', 'test'];

/** If the branch adds no line to the changelog: its commits that change what is deployed and need one. */
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
