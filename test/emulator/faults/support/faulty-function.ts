import { clientEnvironment } from '../../../../rehearsal/emulator/client-environment';
import type { Emulator } from '../../../../rehearsal/emulator/emulator';
import { REGION } from '../../support/running-emulator';
import type { AwsCall } from './aws-call';
import { type FaultProxy, startFaultProxy } from './fault-proxy';
import type { Rule } from './faults';
import { FunctionProcess } from './function-process';

export interface FaultyFunctionOptions {
  readonly emulator: Emulator;
  readonly bundle: string;
  readonly roleArn: string;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Longer ones are shortened to a second: what would be minutes in production. */
  readonly longestVisibilitySeconds: number;
  readonly rule?: Rule;
}

/** A function that runs with its role, and reaches AWS through faults alone. */
export interface FaultyFunction {
  readonly process: FunctionProcess;
  readonly proxy: FaultProxy;
  stop(): Promise<void>;
}

export async function startFaultyFunction(options: FaultyFunctionOptions): Promise<FaultyFunction> {
  const { emulator, roleArn } = options;
  const credentials = await emulator.assumeServiceRole({
    roleArn,
    service: 'lambda.amazonaws.com',
    sessionName: 'function',
    region: REGION,
  });
  const proxy = await startFaultProxy({
    target: emulator.endpoint,
    credentials,
    kill: () => process.kill(),
    rewrite: (call) => shortened(call, options.longestVisibilitySeconds),
  });
  if (options.rule) proxy.rule = options.rule;
  const throughProxy = { endpoint: proxy.endpoint };
  const process = new FunctionProcess({
    bundle: options.bundle,
    timeoutMs: options.timeoutMs,
    environment: {
      ...clientEnvironment(throughProxy, credentials, REGION),
      ...options.environment,
    },
  });
  return {
    process,
    proxy,
    stop: async () => {
      await process.kill();
      await proxy.stop();
    },
  };
}

/** The function asks for the waits of production; here the cloud grants shorter ones. */
function shortened({ name, input }: AwsCall, longestVisibilitySeconds: number) {
  const { VisibilityTimeout: hidden, DelaySeconds: delay } = input;
  if (name === 'sqs:ChangeMessageVisibility' && Number(hidden) > longestVisibilitySeconds) {
    return { ...input, VisibilityTimeout: 1 };
  }
  if (name === 'sqs:SendMessage' && Number(delay) > 1) return { ...input, DelaySeconds: 1 };
  return undefined;
}
