import { PIPELINE_REVIEW_STAGE } from '../../../release-check/contract';
import { NOTIFICATION_RUNBOOK } from '../../contract';
import { type ActionExecution, type SourceCommit, isApproval } from '../history';
import { commitLines } from './commit-lines';
import { remediesOf } from './known-causes';
import type { ConsoleLinks } from './links';
import { indented, paragraphs, span, subjectLine, utc } from './text';

export interface ReleaseFailure {
  readonly pipeline: string;
  readonly executionId: string;
  /** What failed; empty if the execution failed between actions. */
  readonly runs: readonly FailedRun[];
  /** What CodePipeline says of an execution that failed between actions. */
  readonly statusSummary?: string;
  readonly commit?: SourceCommit;
  /**
   * Where it failed, relative to the last environment. `in` means after the deployment there had
   * begun.
   */
  readonly where: 'before' | 'in' | 'after';
  readonly lastEnvironment: string;
  readonly minutesOf: (stage: string) => number;
  readonly links: ConsoleLinks;
}

export interface FailedRun {
  readonly run: ActionExecution;
  /** Last lines of a build's log; `undefined` if it has none, or if they cannot be read. */
  readonly log?: readonly string[];
}

/** A release ended before it was through. */
export function failureMail(failure: ReleaseFailure) {
  const [first] = failure.runs;
  if (first && failure.runs.every(({ run }) => isApproval(run))) {
    return notApprovedMail(failure, first.run);
  }
  const { pipeline, executionId, runs, commit, where, lastEnvironment, links } = failure;
  const what = runs.map(({ run }) => `${run.stage}/${run.action}`).join(', ') || 'a release';
  return {
    subject: subjectLine(`${pipeline}: ${what} failed: ${commit?.title ?? executionId}`),
    text: paragraphs(
      {
        before: `A release failed before ${lastEnvironment}. ${lastEnvironment} is unchanged.`,
        in: `A release failed in ${lastEnvironment}. ${lastEnvironment} may now run all of it, or a part of it.`,
        after: `${lastEnvironment} runs this release. The failure came after that, and affects no environment.`,
      }[where],
      commitLines(commit),
      ...runs.map(runLines),
      runs.length === 0 ? (failure.statusSummary ?? 'CodePipeline does not say why.') : undefined,
      `The execution:\n${links.execution(executionId)}`,
      nextSteps(failure),
    ),
  };
}

function runLines({ run, log }: FailedRun): string {
  const { stage, action, startedAt, endedAt, url } = run;
  return [
    `${stage}/${action} failed after ${span(endedAt.getTime() - startedAt.getTime())}, at ${utc(endedAt)}.`,
    // For a build, CodePipeline's own message says less than the log.
    ...(log ? ['Its last lines:', indented(log)] : wordOf(run)),
    ...(url ? [`More: ${url}`] : []),
  ].join('\n');
}

function wordOf({ provider, externalId, message }: ActionExecution): string[] {
  const started = provider === 'CodeBuild' && externalId !== undefined;
  return [
    ...(started ? ['Its log could not be read.'] : []),
    ...(message ? [indented(message.split('\n'))] : []),
  ];
}

function nextSteps({ where, commit, links, runs }: ReleaseFailure): string {
  const revert = commit ? `git revert ${commit.id}` : 'git revert <commit>';
  const heading = {
    before: NOTIFICATION_RUNBOOK.failedBefore,
    in: NOTIFICATION_RUNBOOK.failedIn,
    after: NOTIFICATION_RUNBOOK.failedAfter,
  }[where];
  return [
    'What to do:',
    ...remediesOf(runs.flatMap(({ run, log = [] }) => [run.message ?? '', ...log])).map(
      (remedy) => `- ${remedy}`,
    ),
    ...(where === 'in'
      ? [
          '- To go back to the previous release, run this and push:',
          `    ${revert}`,
          `- If the reason has passed, retry the stage: ${links.pipeline}`,
        ]
      : [
          '- Fix it and push: the next commit starts its own release.',
          `- If the reason has passed, retry the stage: ${links.pipeline}`,
        ]),
    runbook(heading),
  ].join('\n');
}

/** CodePipeline calls both a failure. Only the time distinguishes them. */
function notApprovedMail(failure: ReleaseFailure, run: ActionExecution) {
  const { pipeline, executionId, commit, minutesOf, links } = failure;
  const { stage, startedAt, endedAt, message } = run;
  const waited = endedAt.getTime() - startedAt.getTime();
  // A minute less: CodePipeline's own clock is not this one.
  const timedOut = waited >= (minutesOf(stage) - 1) * 60_000;
  const title = commit?.title ?? executionId;
  const [before, unchanged] =
    stage === PIPELINE_REVIEW_STAGE
      ? ['the pipeline updates itself', 'The pipeline and every environment are unchanged.']
      : [stage, `${stage} is unchanged.`];
  return {
    subject: subjectLine(
      timedOut
        ? `${pipeline}: nobody approved ${stage} in time: ${title}`
        : `${pipeline}: rejected before ${stage}: ${title}`,
    ),
    text: paragraphs(
      timedOut
        ? `A release waited ${span(waited)} for approval before ${before}, and has ended. ${unchanged}`
        : `Somebody rejected a release before ${before}. ${unchanged}`,
      !timedOut && message ? indented(message.split('\n')) : undefined,
      commitLines(commit),
      [
        'What to do:',
        `- ${timedOut ? 'If you want it' : 'If that was a mistake'}, retry the stage: the release waits again: ${links.pipeline}`,
        '- Otherwise do nothing. The commit is still on the branch: the next release includes it, unless you revert it.',
        runbook(NOTIFICATION_RUNBOOK.notApproved),
      ].join('\n'),
    ),
  };
}

function runbook(heading: string): string {
  return `- Read on: docs/runbook.md, "${heading}"`;
}
