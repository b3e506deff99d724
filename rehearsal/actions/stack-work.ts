import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Capability, CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { Credentials } from '../emulator/cloud';
import type { StackOutcome } from '../events';
import type {
  ArtifactFile,
  CloudFormationAction,
  DeployStackAction,
  ExecuteChangeSetAction,
  MakeChangeSetAction,
  ParameterValue,
} from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { describeStack } from '../../lambdas/shared/describe-stack';
import { limitInWords, MORE_PATIENCE } from '../runner/time-limits';
import { readZipped, zip } from '../runner/zip';
import type { ActionHost } from './host';
import { describeFailure } from './stack-failure';
import { templateArgument } from './template-argument';
import { usersOfImages } from './unbuilt-images';
import { substitute } from './variables';

export const POLL_MS = 100;

const DEPLOYED: ReadonlySet<string> = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);
/** States of a stack that matches its template. After a failed update, that is the earlier template. */
const UP_TO_DATE: ReadonlySet<string> = new Set([
  ...DEPLOYED,
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
]);

const templateConfigurationSchema = z.strictObject({
  Parameters: z.record(z.string(), z.string()).default({}),
  Tags: z.record(z.string(), z.string()).default({}),
});

/** What an action on a stack works with. */
export interface StackWork {
  readonly client: CloudFormationClient;
  readonly execution: Execution;
  readonly host: ActionHost;
  readonly role: Credentials;
  readonly log: (line: string) => Promise<void>;
  /** Waits until nothing is in progress, or the stack is deleted. */
  readonly settled: () => Promise<Stack | undefined>;
}

/**
 * The result of an operation that has begun.
 * @param change what it does to the stack; `unchanged` if there was nothing to do
 * @param wayBack what to do about a creation that was rolled back, if the next deployment cannot mend it
 */
export async function deployed(
  action: DeployStackAction | ExecuteChangeSetAction,
  change: StackOutcome['change'],
  startedAt: Date,
  work: StackWork,
  wayBack: (after: Stack) => Promise<string> | undefined,
): Promise<ActionResult> {
  const { client, log, settled } = work;
  const after = await settled();
  if (!after)
    throw new Error(`The stack ${action.stackName} was deleted while it was being deployed`);
  const status = after.StackStatus ?? 'status unknown';
  await log(`${action.stackName}: ${status}`);
  if (!(change === 'unchanged' ? UP_TO_DATE : DEPLOYED).has(status)) {
    const failure = await describeFailure(client, action, after, startedAt);
    const way = status === 'ROLLBACK_COMPLETE' ? await wayBack(after) : undefined;
    const advice = way === undefined ? '' : `\n${way}`;
    return { status: 'failed', error: failure + advice, external: external(after, action) };
  }
  const outputs = Object.fromEntries(
    (after.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
  await writeOutputs(action, outputs, work);
  return {
    status: 'succeeded',
    external: external(after, action),
    stack: { name: action.stackName, change },
    variables: outputs,
  };
}

/** Puts a stack's outputs into the action's output artifact, as a file, under its role. */
async function writeOutputs(
  { outputFile, outputs: [artifact], region }: DeployStackAction | ExecuteChangeSetAction,
  outputs: Readonly<Record<string, string>>,
  { execution, host, role }: StackWork,
): Promise<void> {
  if (outputFile === undefined || artifact === undefined) return;
  const file = join(host.scratch, crypto.randomUUID());
  await writeFile(`${file}.json`, JSON.stringify(outputs));
  await zip(host.scratch, [{ path: basename(`${file}.json`), as: outputFile }], `${file}.zip`);
  await host.artifactsOf(execution).put(artifact, `${file}.zip`, role, region);
}

/** What a template is deployed with, as arguments of CloudFormation's API, and the template. */
export async function templateRequest(
  action: DeployStackAction | MakeChangeSetAction,
  work: StackWork,
) {
  const { host } = work;
  const artifact = (file: ArtifactFile) => readArtifact(file, action.region, work);
  const template = await artifact(action.template);
  const users = usersOfImages(template);
  if (users.length > 0) {
    host.notice(
      `${action.stackName}: no Docker image is made here, so these do nothing: ${users.join(', ')}`,
    );
  }
  const configuration = action.templateConfiguration
    ? templateConfigurationSchema.parse(JSON.parse(await artifact(action.templateConfiguration)))
    : { Parameters: {}, Tags: {} };
  const overrides = await Promise.all(
    Object.entries(action.parameters).map(
      async ([key, value]) => [key, await overrideValue(value, action.region, work)] as const,
    ),
  );
  const parameters = { ...configuration.Parameters, ...Object.fromEntries(overrides) };
  const request = {
    StackName: action.stackName,
    ...(await templateArgument(template, action, host)),
    Capabilities: action.capabilities as Capability[],
    Parameters: Object.entries(parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
    Tags: Object.entries(configuration.Tags).map(([Key, Value]) => ({ Key, Value })),
    ...(action.executionRoleArn !== undefined && { RoleARN: action.executionRoleArn }),
  };
  return { request, template };
}

async function overrideValue(
  value: ParameterValue,
  region: string,
  work: StackWork,
): Promise<string> {
  const { execution, host } = work;
  if (typeof value === 'string') return substitute(value, execution.variables);
  if ('attribute' in value) {
    const { Bucket, Key } = await host.artifactsOf(execution).locate(value.artifact, region);
    const URL = `https://s3.${region}.amazonaws.com/${Bucket}/${Key}`;
    return { BucketName: Bucket, ObjectKey: Key, URL }[value.attribute];
  }
  const values = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(await readArtifact(value, region, work)));
  const found = values[value.key];
  if (typeof found === 'string') return found;
  const why = found === undefined ? 'is not there' : 'is no text';
  throw new Error(`Fn::GetParam: ${value.key} of ${value.artifact}::${value.file} ${why}`);
}

export function external({ StackId: id = '' }: Stack, { region }: CloudFormationAction) {
  const stack = new URLSearchParams({ stackId: id }).toString();
  const url = `https://${region}.console.aws.amazon.com/cloudformation/home?region=${region}#/stacks/events?${stack}`;
  return { id, url };
}

async function readArtifact(
  { artifact, file }: ArtifactFile,
  region: string,
  { execution, host, role }: StackWork,
): Promise<string> {
  const zipFile = await host.artifactsOf(execution).fetch(artifact, role, region);
  const content = await readZipped(zipFile, file);
  if (content === undefined) throw new Error(`The artifact ${artifact} has no file ${file}`);
  return content;
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
