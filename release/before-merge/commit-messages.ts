import type { BranchCommit } from './git-history';
import { HEADER } from './header';

/**
 * What is wrong with messages, by the rules of Conventional Commits. A message that git writes itself,
 * such as `Revert "..."`, is accepted: a revert must always be possible.
 */
export async function messageProblems(commits: readonly BranchCommit[]): Promise<string[]> {
  // Imported here: one of its packages can only be imported, and tsx would require it at the top.
  const { default: lint } = await import('@commitlint/lint');
  const { default: conventional } = await import('@commitlint/config-conventional');
  const problems: string[] = [];
  for (const { hash, message } of commits) {
    const { errors } = await lint(message, conventional.rules, {
      // The parser's own pattern knows no `feat!:`.
      parserOpts: { headerPattern: HEADER },
    });
    const [subject = ''] = message.split('\n');
    for (const { name, message: what } of errors) {
      problems.push(`${hash.slice(0, 10)} "${subject}": ${what} (${name})`);
    }
  }
  return problems;
}
