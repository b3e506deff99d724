import type { SourceCommit } from '../history';
import { commitLines } from './commit-lines';
import type { ConsoleLinks } from './links';
import { paragraphs, span, subjectLine, utc } from './text';

export interface Released {
  readonly pipeline: string;
  readonly executionId: string;
  readonly lastEnvironment: string;
  readonly commit?: SourceCommit;
  readonly endedAt: Date;
  /** What the diff step said of the release; unset without one. */
  readonly summary?: string;
  /** Since when releases had failed. */
  readonly brokenSince?: Date;
  readonly links: ConsoleLinks;
}

/** A release is through: the first one since releases failed says so. */
export function releasedMail(released: Released) {
  const { pipeline, executionId, lastEnvironment, commit, endedAt, summary, brokenSince, links } =
    released;
  const title = commit?.title ?? executionId;
  const lead =
    commit?.authoredAt &&
    `${span(endedAt.getTime() - commit.authoredAt.getTime())} from the commit to ${lastEnvironment}`;
  return {
    subject: subjectLine(
      brokenSince
        ? `${pipeline}: recovered, released to ${lastEnvironment}: ${title}`
        : `${pipeline}: released to ${lastEnvironment}: ${title}`,
    ),
    text: paragraphs(
      brokenSince &&
        `Releases work again. They had failed for ${span(endedAt.getTime() - brokenSince.getTime())}, since ${utc(brokenSince)}.`,
      `${lastEnvironment} has run this release since ${utc(endedAt)}.`,
      [commitLines(commit), lead].filter(Boolean).join('\n'),
      summary,
      summary && `The complete page:\n${links.page(lastEnvironment, executionId)}`,
      `The execution:\n${links.execution(executionId)}`,
    ),
  };
}
