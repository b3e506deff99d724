import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  type CloudFormationClient,
  type DescribeChangeSetOutput,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { accountCredentials } from '../emulator/cloud';
import type { ExecuteChangeSetAction, MakeChangeSetAction } from '../plan/plan';
import type { ActionResult } from '../runner/execution';
import { describeStack } from '../../lambdas/shared/describe-stack';
import { wayOut } from './stack-failure';
import { deployed, POLL_MS, templateRequest, type StackWork } from './stack-work';

/**
 * Makes a change set, in place of one with the same name. If there is no stack, CloudFormation makes an empty
 * one, in REVIEW_IN_PROGRESS. A change set without changes is no failure, as in CodePipeline.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
export async function makeChangeSet(
  action: MakeChangeSetAction,
  work: StackWork,
): Promise<ActionResult> {
  const { client, log } = work;
  const { request, template } = await templateRequest(action, work);
  const before = await describeStack(client, action.stackName);
  if (before?.StackStatus === 'ROLLBACK_COMPLETE') {
    return { status: 'failed', error: await wayOut(client, action, before, template) };
  }
  const set = { StackName: action.stackName, ChangeSetName: action.changeSetName };
  if (before && (await describe(client, set))) {
    await log(`deleting the change set ${action.changeSetName}`);
    await client.send(new DeleteChangeSetCommand(set));
  }
  const isNew = before === undefined || before.StackStatus === 'REVIEW_IN_PROGRESS';
  await log(`making the change set ${action.changeSetName} of ${action.stackName}`);
  await client.send(
    new CreateChangeSetCommand({
      ...request,
      ChangeSetName: action.changeSetName,
      ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
    }),
  );
  const made = await finished(set, work);
  const { ChangeSetId: id, Status = '', StatusReason = '', Changes = [] } = made;
  for (const { ResourceChange: change } of Changes) {
    await log(
      `${change?.Action ?? ''} ${change?.LogicalResourceId ?? ''} (${change?.ResourceType ?? ''})`,
    );
  }
  await log(`${action.changeSetName}: ${Status} ${StatusReason}`);
  const external = { ...(id !== undefined && { id }) };
  return Status === 'CREATE_COMPLETE' || isEmpty(made)
    ? { status: 'succeeded', external }
    : {
        status: 'failed',
        error: `The change set ${action.changeSetName} of ${action.stackName} ended in ${Status}. ${StatusReason}`,
        external,
      };
}

/** Executes a change set that another action has made. */
export async function executeChangeSet(
  action: ExecuteChangeSetAction,
  work: StackWork,
): Promise<ActionResult> {
  const { client, log } = work;
  const set = { StackName: action.stackName, ChangeSetName: action.changeSetName };
  const [before, made] = await Promise.all([
    describeStack(client, action.stackName),
    describe(client, set),
  ]);
  if (!made || made.ExecutionStatus?.startsWith('EXECUTE_')) {
    const error = `The stack ${action.stackName} has no change set ${action.changeSetName}: no action has made it since it was last executed (CHANGE_SET_REPLACE)`;
    return { status: 'failed', error };
  }
  const startedAt = new Date();
  // The next change set of a stack whose creation was rolled back is refused, too.
  const wayBack = async (after: Stack) =>
    wayOut(client, action, after, await templateOf(action, work));
  if (isEmpty(made)) {
    await log(`${action.changeSetName} has no changes`);
    return deployed(action, 'unchanged', startedAt, work, wayBack);
  }
  await log(`executing ${action.changeSetName}`);
  await client.send(new ExecuteChangeSetCommand(set));
  const isNew = before?.StackStatus === 'REVIEW_IN_PROGRESS';
  return deployed(action, isNew ? 'created' : 'updated', startedAt, work, wayBack);
}

/** The action's role need not be allowed to read the template. */
async function templateOf(
  { account, region, stackName }: ExecuteChangeSetAction,
  { host }: StackWork,
): Promise<string> {
  const { TemplateBody = '{}' } = await host.cloud
    .cloudFormation(accountCredentials(account), region)
    .send(new GetTemplateCommand({ StackName: stackName }));
  return TemplateBody;
}

interface NamedChangeSet {
  readonly StackName: string;
  readonly ChangeSetName: string;
}

async function finished(set: NamedChangeSet, work: StackWork): Promise<DescribeChangeSetOutput> {
  const { client, execution, host } = work;
  const deadline = Date.now() + host.limits.stack;
  for (;;) {
    const made = await client.send(new DescribeChangeSetCommand(set));
    if (!/_(PENDING|IN_PROGRESS)$/.test(made.Status ?? '')) return made;
    if (Date.now() > deadline) {
      throw new Error(
        `The change set ${set.ChangeSetName} of ${set.StackName} is still in ${made.Status ?? ''}`,
      );
    }
    await delay(POLL_MS, undefined, { signal: execution.signal });
  }
}

async function describe(
  client: CloudFormationClient,
  set: NamedChangeSet,
): Promise<DescribeChangeSetOutput | undefined> {
  try {
    return await client.send(new DescribeChangeSetCommand(set));
  } catch (error) {
    if ((error as Error).name.startsWith('ChangeSetNotFound')) return undefined;
    throw error;
  }
}

/** CloudFormation's own words for a change set that it refuses only because nothing changes. */
function isEmpty({ Status, StatusReason = '' }: DescribeChangeSetOutput): boolean {
  return (
    Status === 'FAILED' &&
    /^(The submitted information didn't contain changes|No updates are to be performed)/.test(
      StatusReason,
    )
  );
}
