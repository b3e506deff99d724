import type { SourceCommit } from '../history';
import { utc } from './text';

const ID_LENGTH = 10;

/** `3b6a2880fb feat(site): a new page`, and when it was written. */
export function commitLines(commit: SourceCommit | undefined): string {
  if (commit === undefined) return 'Of an unknown commit.';
  const written = commit.authoredAt ? `\nwritten ${utc(commit.authoredAt)}` : '';
  return `Commit ${shortId(commit)} ${commit.title}${written}`;
}

function shortId({ id }: SourceCommit): string {
  return id.slice(0, ID_LENGTH);
}
