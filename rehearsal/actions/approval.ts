import { accountCredentials } from '../cloud';
import { inOurConsole } from '../console/s3-object';
import { toLocal } from '../coverage';
import type { ApprovalAction, CloudFormationAction, Plan } from '../plan';
import type { ActionResult, Execution } from '../runner';
import { deployedTemplate, parseTemplate } from '../stacks';
import { readZipped } from '../zip';
import type { ActionHost } from './host';
import { resourceChanges, type ResourceChange } from './template-differences';
import { substitute } from './variables';

/** What a person is asked to let through. */
export interface ApprovalRequest {
  readonly executionId: string;
  readonly commit: string;
  readonly stage: string;
  readonly action: string;
  readonly comment?: string;
  readonly reviewUrl?: string;
  /** The stacks that the rest of the stage deploys. */
  readonly stacks: readonly StackChanges[];
}

export interface StackChanges {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** Whether the stack is there already. */
  readonly exists: boolean;
  readonly changes: readonly ResourceChange[];
}

export type ApprovalAnswer =
  | { readonly approved: true }
  /** `reason` says who or what said no. */
  | { readonly approved: false; readonly reason: string };

/** Asks for approval, showing what the rest of the stage will do. */
export async function approval(
  action: ApprovalAction,
  execution: Execution,
  host: ActionHost,
): Promise<ActionResult> {
  const { plan, variables } = execution;
  const stacks = await Promise.all(
    stacksAfter(action, plan).map((deploy) => changesOf(deploy, execution, host)),
  );
  const endpoints = await host.cloud.endpoints();
  const answer = await answerInTime(
    {
      executionId: execution.id,
      commit: execution.commit,
      stage: action.stage,
      action: action.name,
      ...(action.comment !== undefined && { comment: substitute(action.comment, variables) }),
      ...(action.reviewUrl !== undefined && {
        reviewUrl: inOurConsole(
          toLocal(substitute(action.reviewUrl, variables), endpoints),
          new URL(host.console).origin,
        ),
      }),
      stacks,
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

function stacksAfter(action: ApprovalAction, plan: Plan): CloudFormationAction[] {
  return plan.stages
    .filter(({ name }) => name === action.stage)
    .flatMap(({ groups }) => groups.flat())
    .filter((other) => other.provider === 'CloudFormation')
    .filter((other) => other.runOrder > action.runOrder);
}

async function changesOf(
  action: CloudFormationAction,
  execution: Execution,
  host: ActionHost,
): Promise<StackChanges> {
  const role = await host.cloud.actionRole(action, execution.plan, execution.id);
  const { artifact, file } = action.template;
  const zipFile = await host.artifactsOf(execution).fetch(artifact, role, action.region);
  const next = await readZipped(zipFile, file);
  if (next === undefined) throw new Error(`The artifact ${artifact} has no file ${file}`);
  const client = host.cloud.cloudFormation(accountCredentials(action.account), action.region);
  const deployed = await deployedTemplate(client, action.stackName);
  return {
    stackName: action.stackName,
    account: action.account,
    region: action.region,
    exists: deployed !== undefined,
    changes: resourceChanges(deployed ?? {}, parseTemplate(next)),
  };
}
