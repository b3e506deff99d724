import { useId, useState } from 'preact/hooks';
import type { ApprovalState, ConsoleState } from '../events/state';
import { objectPath } from '../cloud/object-address';
import { GrantUse } from './new-grants';
import type { Backend } from './backend';
import { shortCommit, Time } from './words';

interface Props {
  readonly approval: ApprovalState;
  readonly backend: Backend;
  readonly state: ConsoleState;
}

/** Number of characters that CodePipeline allows. */
const LONGEST_COMMENT = 512;

/** The same question as in the terminal. The first answer counts. */
export function ApprovalPanel({ approval, backend, state }: Props) {
  const { stage, action, commit, executionId } = approval.request;
  const [comment, setComment] = useState('');
  const heading = useId();
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);
  const { answer } = backend;
  const send = async (approved: boolean) => {
    if (!answer) return;
    setSending(true);
    try {
      setProblem(await answer({ executionId, stage, action, approved, comment }));
    } catch (error) {
      setProblem(String(error));
    }
    setSending(false);
  };
  return (
    <section class="panel question" aria-labelledby={heading}>
      <h2 id={heading}>
        {stage} waits for approval of <code>{shortCommit(commit)}</code>
      </h2>
      <p class="dim">
        Asked at <Time at={approval.askedAt} />, here and in the terminal: the first answer counts.
      </p>
      <ApprovalSummary {...{ approval, backend }} />
      <GrantUse of={approval.request} {...{ backend, state }} />
      {answer && !state.ended && (
        <div class="answer">
          <label>
            Comment (optional)
            <textarea
              rows={2}
              maxLength={LONGEST_COMMENT}
              value={comment}
              onInput={({ currentTarget }) => {
                setComment(currentTarget.value);
              }}
            />
          </label>
          <p>
            <button
              type="button"
              class="approve"
              disabled={sending}
              onClick={() => {
                void send(true);
              }}
            >
              Approve
            </button>{' '}
            <button
              type="button"
              class="reject"
              disabled={sending}
              onClick={() => {
                void send(false);
              }}
            >
              Reject
            </button>
          </p>
          <p role="alert">{problem}</p>
        </div>
      )}
    </section>
  );
}

/** The question, with the page that AWS shows, and the answer. */
export function ApprovalSummary({ approval, backend }: Pick<Props, 'approval' | 'backend'>) {
  const { comment, reviewUrl, stage } = approval.request;
  const frame = reviewUrl === undefined ? undefined : backend.objectFrame(reviewUrl);
  const elsewhere = /^https?:/i.test(reviewUrl ?? '') && objectPath(reviewUrl ?? '') === undefined;
  const { answer } = approval;
  return (
    <>
      {answer && (
        <p>
          <strong>{answer.approved ? 'Approved' : 'Rejected'}</strong> by {APPROVERS[answer.by]}
          {answer.comment !== undefined && <>: “{answer.comment}”</>}
        </p>
      )}
      {comment !== undefined && <pre>{comment}</pre>}
      {frame && (
        <iframe class="difference" title={`What changes in ${stage}`} sandbox="" {...frame} />
      )}
      {elsewhere && (
        <p>
          <a href={reviewUrl} target="_blank" rel="noreferrer">
            {reviewUrl}
          </a>
        </p>
      )}
    </>
  );
}

const APPROVERS = {
  terminal: 'the terminal',
  console: 'the console',
  option: 'an option of the command',
  call: 'a call of CodePipeline’s API',
} as const;
