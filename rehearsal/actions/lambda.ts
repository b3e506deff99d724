import { appendFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { JobId, JobResult } from '../emulator/control';
import type { LambdaAction } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { limitInWords, MORE_PATIENCE } from '../runner/time-limits';
import type { ActionHost } from './host';
import { sessionOf } from './session-name';
import { jobEvent } from './job-event';

const POLL_MS = 100;
/** Wait before a function with a `continuationToken` is asked again. AWS documents no time. */
const CONTINUE_MS = 1_000;

/** Invokes a function under the action's role, and waits for the function's result of the job. */
export async function lambda(
  action: LambdaAction,
  execution: Execution,
  host: ActionHost,
  logPath: string,
): Promise<ActionResult> {
  const { cloud } = host;
  const log = (line: string) => appendFile(logPath, `${new Date().toISOString()} ${line}\n`);
  const role = await cloud.actionRole(action, execution.plan, sessionOf(action, execution));
  const client = cloud.lambda(role, action.region);
  const artifacts = host.artifactsOf(execution);
  const outputs = new Map(
    action.outputs.map((name) => [name, artifacts.newLocation(name, action.region)]),
  );
  for (let continuationToken: string | undefined; ;) {
    const job = { id: crypto.randomUUID(), account: action.account, region: action.region };
    const event = await jobEvent({
      id: job,
      action,
      execution,
      host,
      role,
      outputs,
      continuationToken,
    });
    await log(`invoking ${action.functionName} for the job ${job.id}`);
    const result = await resultOf(job, event, client, action, execution, host);
    await log(JSON.stringify(result));
    if (result.status === 'failed') {
      return { status: 'failed', error: result.message, external: external(result) };
    }
    continuationToken = result.continuationToken;
    if (continuationToken === undefined) {
      for (const [name, location] of outputs) artifacts.hasCome(name, location, action.region);
      const { variables } = result;
      return { status: 'succeeded', variables, external: external(result) };
    }
    await delay(CONTINUE_MS, undefined, { signal: execution.signal });
  }
}

function external({ summary, externalExecutionId: id }: Partial<JobResult>) {
  return { ...(summary !== undefined && { summary }), ...(id !== undefined && { id }) };
}

type Result = JobResult | { readonly status: 'failed'; readonly message: string };

async function resultOf(
  job: JobId,
  event: object,
  client: LambdaClient,
  action: LambdaAction,
  { signal }: Execution,
  { cloud, limits }: ActionHost,
): Promise<Result> {
  await cloud.emulator.openJob(job);
  const deadline = Date.now() + limits.job;
  // AWS does not wait for the function. If it throws, Lambda tries it twice more.
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: action.functionName, Payload: JSON.stringify(event) }),
    { abortSignal: signal },
  );
  for (;;) {
    const result = await cloud.emulator.jobResult(job);
    if (result) return result;
    if (FunctionError !== undefined) {
      const message = `${action.functionName} failed before it gave a result: ${crash(Payload)}`;
      return { status: 'failed', message };
    }
    if (Date.now() > deadline) {
      const message = `${action.functionName} returned and gave no result within ${limitInWords(limits.job)} (PutJobSuccessResult, PutJobFailureResult). ${MORE_PATIENCE}`;
      return { status: 'failed', message };
    }
    await delay(POLL_MS, undefined, { signal });
  }
}

function crash(payload: Uint8Array | undefined): string {
  const text = Buffer.from(payload ?? []).toString();
  const { errorMessage } = JSON.parse(text || '{}') as { readonly errorMessage?: string };
  return errorMessage ?? text;
}
