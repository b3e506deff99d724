import { appendFile } from 'node:fs/promises';
import {
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { StackOutcome } from '../events';
import type { CloudFormationAction, DeleteStackAction, DeployStackAction } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { describeStack } from '../../lambdas/shared/describe-stack';
import { executeChangeSet, makeChangeSet } from './change-set';
import type { ActionHost } from './host';
import { sessionOf } from './session-name';
import { describeFailure, wayOut } from './stack-failure';
import { deployed, external, settle, templateRequest, type StackWork } from './stack-work';

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html */
const REPLACED_ON_FAILURE: ReadonlySet<string> = new Set([
  'CREATE_FAILED',
  'DELETE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_FAILED',
]);

/**
 * Does what the action's mode says, and waits for the end. The roles are as on AWS: the action's role (in the
 * target account) calls CloudFormation, which makes resources under the execution role.
 */
export async function cloudFormation(
  action: CloudFormationAction,
  execution: Execution,
  host: ActionHost,
  logPath: string,
): Promise<ActionResult> {
  const { cloud } = host;
  const log = (line: string) => appendFile(logPath, `${new Date().toISOString()} ${line}\n`);
  const role = await cloud.actionRole(action, execution.plan, sessionOf(action, execution));
  const client = cloud.cloudFormation(role, action.region);
  const settled = () => settle(client, action.stackName, execution.signal, host.limits.stack);
  const work: StackWork = { client, execution, host, role, log, settled };
  if (action.executionRoleArn !== undefined) {
    // The emulator makes resources as root. So this checks that CloudFormation may assume the role.
    await cloud.emulator.assumeServiceRole({
      roleArn: action.executionRoleArn,
      service: 'cloudformation.amazonaws.com',
      sessionName: `AWSCloudFormation-${sessionOf(action, execution)}`,
      region: action.region,
    });
  }
  switch (action.mode) {
    case 'CREATE_UPDATE':
    case 'REPLACE_ON_FAILURE':
      return deployStack(action, work);
    case 'CHANGE_SET_REPLACE':
      return makeChangeSet(action, work);
    case 'CHANGE_SET_EXECUTE':
      return executeChangeSet(action, work);
    case 'DELETE_ONLY':
      return deleteStack(action, work);
  }
}

/** Creates the stack, or updates it. With REPLACE_ON_FAILURE, it deletes a failed stack first. */
async function deployStack(action: DeployStackAction, work: StackWork): Promise<ActionResult> {
  const { client, log, settled } = work;
  const { request, template } = await templateRequest(action, work);
  let before = await describeStack(client, action.stackName);
  if (action.mode === 'REPLACE_ON_FAILURE' && REPLACED_ON_FAILURE.has(before?.StackStatus ?? '')) {
    await log(`deleting ${action.stackName}, ${before?.StackStatus ?? ''}`);
    const { StackName, RoleARN } = request;
    await client.send(new DeleteStackCommand({ StackName, RoleARN }));
    before = await settled();
  }
  if (before?.StackStatus === 'ROLLBACK_COMPLETE') {
    return { status: 'failed', error: await wayOut(client, action, before, template) };
  }
  const startedAt = new Date();
  let change: StackOutcome['change'] = 'created';
  if (before === undefined) {
    await log(`creating ${action.stackName}`);
    await client.send(new CreateStackCommand(request));
  } else {
    await log(`updating ${action.stackName}, ${before.StackStatus ?? 'status unknown'}`);
    change = (await update(client, request)) ? 'updated' : 'unchanged';
    if (change === 'unchanged') await log('no updates are to be performed');
  }
  const wayBack = (after: Stack) =>
    action.mode === 'CREATE_UPDATE' ? wayOut(client, action, after, template) : undefined;
  return deployed(action, change, startedAt, work, wayBack);
}

/** A stack that does not exist is no failure: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html */
async function deleteStack(action: DeleteStackAction, work: StackWork): Promise<ActionResult> {
  const { client, log, settled } = work;
  const before = await describeStack(client, action.stackName);
  if (!before) {
    await log(`there is no stack ${action.stackName}`);
    return { status: 'succeeded' };
  }
  await log(`deleting ${action.stackName}, ${before.StackStatus ?? ''}`);
  const startedAt = new Date();
  await client.send(
    new DeleteStackCommand({ StackName: action.stackName, RoleARN: action.executionRoleArn }),
  );
  const after = await settled();
  if (after === undefined || after.StackStatus === 'DELETE_COMPLETE') {
    return { status: 'succeeded', external: external(before, action) };
  }
  const error = await describeFailure(client, action, after, startedAt);
  return { status: 'failed', error, external: external(after, action) };
}

/** @returns whether there was something to update */
async function update(
  client: CloudFormationClient,
  request: ConstructorParameters<typeof UpdateStackCommand>[0],
): Promise<boolean> {
  try {
    await client.send(new UpdateStackCommand(request));
    return true;
  } catch (error) {
    if (error instanceof Error && /no updates are to be performed/i.test(error.message)) {
      return false;
    }
    throw error;
  }
}
