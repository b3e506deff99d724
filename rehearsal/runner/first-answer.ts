import type { ApprovalAnswer, ApprovalRequest } from '../actions/approval-request';
import type { ActionHost } from '../actions/host';
import type { AskedApproval } from '../emulator/control';
import type { Emulator } from '../emulator/emulator';
import type { Emit } from '../events';
import type { Definition } from '../plan/plan';

export interface AnswerPorts {
  /** Asks a person. */
  readonly approve: ActionHost['approve'];
  readonly emulator: Pick<Emulator, 'approvalAnswer'>;
  readonly definition: () => Promise<Definition>;
  /** Waits between two looks for an answer by the API. */
  readonly pause: (signal: AbortSignal) => Promise<void>;
  readonly emit: Emit;
}

/** Takes the first answer, of a person or by CodePipeline's API. Then the other question no longer counts. */
export async function firstAnswer(
  request: ApprovalRequest,
  signal: AbortSignal,
  { approve, emulator, definition, pause, emit }: AnswerPorts,
): Promise<ApprovalAnswer> {
  const { executionId, stage, action } = request;
  const ref = { executionId, stage, action };
  emit({ type: 'approval-asked', ...ref, request });
  const over = new AbortController();
  const asking = AbortSignal.any([signal, over.signal]);
  const { name: pipeline, account, region } = await definition();
  const asked = { ...ref, pipeline, account, region };
  const answer = await Promise.race([
    approve(request, asking),
    answerByCall(asked, emulator, pause, asking),
  ]).finally(() => {
    over.abort();
  });
  const { approved, by = 'option', comment } = answer;
  emit({
    type: 'approval-answered',
    ...ref,
    approved,
    by,
    ...(comment !== undefined && { comment }),
  });
  return answer;
}

/** Waits until somebody answers by CodePipeline's API, as the check of permissions of CDK Pipelines does. */
async function answerByCall(
  asked: AskedApproval,
  emulator: AnswerPorts['emulator'],
  pause: AnswerPorts['pause'],
  signal: AbortSignal,
): Promise<ApprovalAnswer> {
  for (;;) {
    const answer = await emulator.approvalAnswer(asked);
    if (answer) {
      const { approved, summary: comment } = answer;
      return approved
        ? { approved, by: 'call', comment }
        : { approved, by: 'call', comment, reason: comment };
    }
    await pause(signal);
  }
}
