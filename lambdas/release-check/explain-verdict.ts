import type { StackChange, CheckRequest, CheckVerdict } from './check-release';
import { inZone } from './window';

/**
 * CodePipeline takes 5,000 characters.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_FailureDetails.html
 */
const LONGEST_MESSAGE = 5000;

/** What to say at the failed action: what is wrong, and what to do. */
export function explainVerdict(
  verdict: Exclude<CheckVerdict, { readonly kind: 'unchanged' }>,
  request: CheckRequest & { readonly pipeline: string },
): string {
  return [...lines(verdict, request), 'Nothing was deployed.'].join('\n').slice(0, LONGEST_MESSAGE);
}

function lines(
  verdict: Exclude<CheckVerdict, { readonly kind: 'unchanged' }>,
  { environment, pipeline, executionId, window }: CheckRequest & { readonly pipeline: string },
): string[] {
  const startAgain = `Start a new release, which is compared again: aws codepipeline start-pipeline-execution --name ${pipeline}`;
  switch (verdict.kind) {
    case 'changed':
      return [
        `${environment} is not what was reviewed at ${verdict.reviewedAt}:`,
        ...verdict.changes.map((change) => `- ${described(change)}`),
        "CloudFormation's events and CloudTrail say who did it.",
        startAgain,
      ];
    case 'unreviewed':
      return [
        `Nobody can tell what was approved for ${environment}: ${verdict.problem}.`,
        startAgain,
      ];
    case 'closed':
      return [
        `${environment} takes releases only in its window (${window.cron}, ${window.timeZone}), which opens next at ${inZone(verdict.opensAt, window.timeZone)}.`,
        `The approval stays valid. Retry when the window is open, if no newer release has come: aws codepipeline retry-stage-execution --pipeline-name ${pipeline} --stage-name ${environment} --pipeline-execution-id ${executionId} --retry-mode FAILED_ACTIONS`,
      ];
  }
}

function described({ stackName, region, what, at }: StackChange): string {
  return `${stackName} in ${region} was ${what}${at === undefined ? '' : ` at ${at}`}`;
}
