import { inOurConsole, objectAddress } from '../console/cloud/object-address';
import { toLocal } from '../emulator/coverage';
import type { ApprovalAction } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import type { ApprovalAnswer, ApprovalRequest } from './approval-request';
import type { ActionHost } from './host';
import { substitute } from './variables';

/** Asks for approval, with what CodePipeline's console shows. */
export async function approval(
  action: ApprovalAction,
  execution: Execution,
  host: ActionHost,
): Promise<ActionResult> {
  const { variables } = execution;
  const endpoints = await host.cloud.emulator.endpoints();
  const link = action.reviewUrl && toLocal(substitute(action.reviewUrl, variables), endpoints);
  const reviewUrl = link && inOurConsole(link, host.console);
  const page = link && URL.canParse(link) ? objectAddress(new URL(link)) : undefined;
  const answer = await answerInTime(
    {
      executionId: execution.id,
      commit: execution.commit,
      stage: action.stage,
      action: action.name,
      ...(action.comment !== undefined && { comment: substitute(action.comment, variables) }),
      ...(reviewUrl !== undefined && { reviewUrl }),
      ...(page && { page }),
    },
    action,
    execution,
    host,
  );
  if (answer === 'expired') return { status: 'expired', error: expiry(action) };
  return answer.approved
    ? { status: 'succeeded' }
    : { status: 'rejected', error: `${action.stage} was rejected: ${answer.reason}` };
}

async function answerInTime(
  request: ApprovalRequest,
  action: ApprovalAction,
  execution: Execution,
  host: ActionHost,
): Promise<ApprovalAnswer | 'expired'> {
  const over = new AbortController();
  const signal = AbortSignal.any([execution.signal, over.signal]);
  try {
    return await Promise.race([
      host.approve(request, signal),
      host.sleep(action.timeLimitMinutes * 60_000, signal).then(() => 'expired' as const),
    ]);
  } finally {
    over.abort();
  }
}

function expiry({ stage, timeLimitMinutes }: ApprovalAction): string {
  return `${stage} was neither approved nor rejected within ${timeLimitMinutes} minutes (TimeoutInMinutes), which fails the stage`;
}
