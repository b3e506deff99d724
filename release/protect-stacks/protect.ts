import {
  type CloudFormationClient,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { StackAddress } from '../../lambdas/shared/stack-address';

/** A stack is not protected, although its environment asks for it. */
export class StackUnprotected extends Error {
  readonly code = 'STACK_UNPROTECTED';
  constructor({ region, stackName }: StackAddress, cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    super(
      `${stackName} in ${region} has no termination protection${reason}. By hand: aws cloudformation ` +
        `update-termination-protection --enable-termination-protection --stack-name ${stackName} ` +
        `--region ${region}`,
      { cause },
    );
    this.name = 'StackUnprotected';
  }
}

/**
 * Protects each stack that is not protected yet, and reads the result back.
 * @throws StackUnprotected at the first fault
 */
export async function protectStacks(
  stacks: readonly StackAddress[],
  clientIn: (region: string) => CloudFormationClient,
  print: (line: string) => void,
) {
  for (const stack of stacks) {
    const outcome = await protectStack(stack, clientIn(stack.region)).catch((error: unknown) => {
      throw error instanceof StackUnprotected ? error : new StackUnprotected(stack, error);
    });
    print(`${outcome}  ${stack.stackName} in ${stack.region}`);
  }
}

async function protectStack(stack: StackAddress, client: CloudFormationClient) {
  if (await isProtected(stack, client)) return 'already protected';
  await client.send(
    new UpdateTerminationProtectionCommand({
      StackName: stack.stackName,
      EnableTerminationProtection: true,
    }),
  );
  if (!(await isProtected(stack, client))) throw new StackUnprotected(stack, undefined);
  return 'protected now    ';
}

/** Whether CloudFormation would refuse to delete the stack. */
async function isProtected({ stackName }: StackAddress, client: CloudFormationClient) {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
  return Stacks?.[0]?.EnableTerminationProtection === true;
}
