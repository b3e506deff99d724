import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Emulator } from '../../../rehearsal/emulator/emulator';
import { clientOf, DEV, REGION } from './running-emulator';

export interface Template {
  readonly Resources: Readonly<
    Record<string, { Type: string; Properties?: object; DependsOn?: string[] }>
  >;
  readonly Outputs?: Readonly<Record<string, { Value: unknown; Export?: { Name: string } }>>;
}

export interface Deployment {
  readonly stack: string;
  readonly template: Template;
  readonly account?: string;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Deployed {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Reasons of the events, newest first. */
  readonly reasons: readonly string[];
}

const CAPABILITIES = ['CAPABILITY_NAMED_IAM' as const];

/** Creates a stack and waits for its end, good or bad. */
export async function deploy(
  emulator: Pick<Emulator, 'endpoint'>,
  deployment: Deployment,
): Promise<Deployed> {
  const client = clientFor(emulator, deployment);
  await client.send(new CreateStackCommand(parameters(deployment)));
  return settled(client, deployment.stack);
}

export async function update(
  emulator: Pick<Emulator, 'endpoint'>,
  deployment: Deployment,
): Promise<Deployed> {
  const client = clientFor(emulator, deployment);
  await client.send(new UpdateStackCommand(parameters(deployment)));
  return settled(client, deployment.stack);
}

/** Deploys and returns the outputs; rejects when the stack is not complete. */
export async function outputsOf(emulator: Pick<Emulator, 'endpoint'>, deployment: Deployment) {
  const deployed = await deploy(emulator, deployment);
  if (deployed.status !== 'CREATE_COMPLETE') {
    throw new Error(`${deployment.stack}: ${deployed.status}: ${deployed.reasons.join('; ')}`);
  }
  return deployed.outputs;
}

export function output(outputs: Readonly<Record<string, string>>, key: string): string {
  const value = outputs[key];
  if (value === undefined) throw new Error(`the stack has no output ${key}`);
  return value;
}

function clientFor(
  emulator: Pick<Emulator, 'endpoint'>,
  { account = DEV, region = REGION }: Deployment,
) {
  return new CloudFormationClient(clientOf(emulator, { account }, region));
}

function parameters({ stack, template, tags = {} }: Deployment) {
  return {
    StackName: stack,
    TemplateBody: JSON.stringify(template),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Capabilities: CAPABILITIES,
  };
}

async function settled(client: CloudFormationClient, StackName: string): Promise<Deployed> {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const stack = Stacks?.[0];
    const status = stack?.StackStatus ?? 'MISSING';
    if (!status.endsWith('_IN_PROGRESS')) {
      const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
      return {
        status,
        outputs: Object.fromEntries(
          (stack?.Outputs ?? []).map((o) => [o.OutputKey ?? '', o.OutputValue ?? '']),
        ),
        reasons: (StackEvents ?? []).flatMap((e) => e.ResourceStatusReason ?? []),
      };
    }
    await sleep(50);
  }
}
