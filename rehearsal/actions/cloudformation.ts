import { appendFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
  type Capability,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { StackOutcome } from '../events';
import type { ArtifactFile, CloudFormationAction } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { describeStack } from '../emulator/stacks';
import { limitInWords, MORE_PATIENCE } from '../runner/time-limits';
import { readZipped } from '../runner/zip';
import type { ActionHost } from './host';
import { sessionOf } from './session-name';
import { describeFailure, wayOut } from './stack-failure';
import { templateArgument } from './template-argument';

const POLL_MS = 100;

const DEPLOYED: ReadonlySet<string> = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);
/** States of a stack that matches its template. After a failed update, that is the earlier template. */
const UP_TO_DATE: ReadonlySet<string> = new Set([
  ...DEPLOYED,
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
]);

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html */
const REPLACED_ON_FAILURE: ReadonlySet<string> = new Set([
  'CREATE_FAILED',
  'DELETE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_FAILED',
]);

const templateConfigurationSchema = z.strictObject({
  Parameters: z.record(z.string(), z.string()).default({}),
  Tags: z.record(z.string(), z.string()).default({}),
});

/**
 * Creates the stack, or updates it, and waits for the end. With REPLACE_ON_FAILURE, it deletes a failed
 * stack first. The roles are as on AWS: the action's role (in the target account) calls CloudFormation,
 * which makes resources under the execution role.
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
  const artifact = (file: ArtifactFile) => readArtifact(file, action, execution, host, role);

  const template = await artifact(action.template);
  const configuration = action.templateConfiguration
    ? templateConfigurationSchema.parse(JSON.parse(await artifact(action.templateConfiguration)))
    : { Parameters: {}, Tags: {} };
  if (action.executionRoleArn !== undefined) {
    // The emulator makes resources as root. So this checks that CloudFormation may assume the role.
    await cloud.emulator.assumeServiceRole({
      roleArn: action.executionRoleArn,
      service: 'cloudformation.amazonaws.com',
      sessionName: `AWSCloudFormation-${sessionOf(action, execution)}`,
      region: action.region,
    });
  }
  const request = {
    StackName: action.stackName,
    ...(await templateArgument(template, action, host)),
    Capabilities: action.capabilities as Capability[],
    Parameters: Object.entries(configuration.Parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
    Tags: Object.entries(configuration.Tags).map(([Key, Value]) => ({ Key, Value })),
    ...(action.executionRoleArn !== undefined && { RoleARN: action.executionRoleArn }),
  };

  const settled = () => settle(client, action.stackName, execution.signal, host.limits.stack);
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
  const after = await settled();
  if (!after)
    throw new Error(`The stack ${action.stackName} was deleted while it was being deployed`);
  const status = after.StackStatus ?? 'status unknown';
  await log(`${action.stackName}: ${status}`);
  if (!(change === 'unchanged' ? UP_TO_DATE : DEPLOYED).has(status)) {
    const failure = await describeFailure(client, action, after, startedAt);
    const stuck = status === 'ROLLBACK_COMPLETE' && action.mode === 'CREATE_UPDATE';
    const advice = stuck ? `\n${await wayOut(client, action, after, template)}` : '';
    return { status: 'failed', error: failure + advice, external: external(after, action) };
  }
  return {
    status: 'succeeded',
    external: external(after, action),
    stack: { name: action.stackName, change },
    variables: Object.fromEntries(
      (after.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    ),
  };
}

function external({ StackId: id = '' }: Stack, { region }: CloudFormationAction) {
  const stack = new URLSearchParams({ stackId: id }).toString();
  const url = `https://${region}.console.aws.amazon.com/cloudformation/home?region=${region}#/stacks/events?${stack}`;
  return { id, url };
}

async function readArtifact(
  { artifact, file }: ArtifactFile,
  action: CloudFormationAction,
  execution: Execution,
  host: ActionHost,
  role: Parameters<ActionHost['cloud']['s3']>[0],
): Promise<string> {
  const zipFile = await host.artifactsOf(execution).fetch(artifact, role, action.region);
  const content = await readZipped(zipFile, file);
  if (content === undefined) throw new Error(`The artifact ${artifact} has no file ${file}`);
  return content;
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

/** Waits until no operation is in progress, or the stack is deleted. */
export async function settle(
  client: CloudFormationClient,
  stackName: string,
  signal: AbortSignal,
  limitMs: number,
): Promise<Stack | undefined> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const stack = await describeStack(client, stackName);
    if (stack?.StackStatus?.endsWith('_IN_PROGRESS') !== true) return stack;
    if (Date.now() > deadline) {
      throw new Error(
        `The stack ${stackName} is still in ${stack.StackStatus} after ${limitInWords(limitMs)}; its events in the emulator's log say which resource it waits for. ${MORE_PATIENCE}`,
      );
    }
    await delay(POLL_MS, undefined, { signal });
  }
}
