import { PIPELINE_REVIEW_STAGE } from '../../../release-check/contract';
import type { ActionExecution, SourceCommit } from '../history';
import { commitLines } from './commit-lines';
import type { ConsoleLinks } from './links';
import { paragraphs, subjectLine, utc } from './text';

export interface WaitingApproval {
  readonly pipeline: string;
  readonly executionId: string;
  readonly approval: ActionExecution;
  readonly commit?: SourceCommit;
  /** What the diff step says of the release, where that could be read. */
  readonly summary?: string;
  readonly minutes: number;
  readonly links: ConsoleLinks;
}

/** Of the one stage that is no environment. */
function beforeWhat(stage: string): string {
  return stage === PIPELINE_REVIEW_STAGE
    ? 'before the pipeline updates itself, as somebody may do more in its account afterwards'
    : `before ${stage}`;
}

/** Somebody has to say yes or no. */
export function waitingMail(waiting: WaitingApproval) {
  const { pipeline, executionId, approval, commit, summary, minutes, links } = waiting;
  const { stage } = approval;
  const until = new Date(approval.startedAt.getTime() + minutes * 60_000);
  return {
    subject: subjectLine(`${pipeline}: ${stage} waits for you: ${commit?.title ?? executionId}`),
    text: paragraphs(
      `A release waits for your approval ${beforeWhat(stage)}, until ${utc(until)}. Then it ends.`,
      commitLines(commit),
      summary ?? 'Its changes could not be read. The approval in the console may show them.',
      summary ? `The complete page:\n${links.page(stage, executionId)}` : undefined,
      `Approve or reject (Review, at ${stage}):\n${links.pipeline}`,
    ),
  };
}
