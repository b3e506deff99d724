import type { StackAddress } from '../../lambdas/shared/stack-address';

export interface ProtectionPorts {
  /** Rejects when CloudFormation refuses. */
  readonly protect: (stack: StackAddress) => Promise<void>;
  /** Whether CloudFormation would refuse to delete the stack. */
  readonly isProtected: (stack: StackAddress) => Promise<boolean>;
  readonly print: (line: string) => void;
}

/** A stack that its environment wants protected is not. */
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

/** Protects what is not protected yet, and reads back. Rejects with StackUnprotected at the first fault. */
export async function protectStacks(stacks: readonly StackAddress[], ports: ProtectionPorts) {
  for (const stack of stacks) {
    const outcome = await protectStack(stack, ports).catch((error: unknown) => {
      throw error instanceof StackUnprotected ? error : new StackUnprotected(stack, error);
    });
    ports.print(`${outcome}  ${stack.stackName} in ${stack.region}`);
  }
}

async function protectStack(stack: StackAddress, { protect, isProtected }: ProtectionPorts) {
  if (await isProtected(stack)) return 'already protected';
  await protect(stack);
  if (!(await isProtected(stack))) throw new StackUnprotected(stack, undefined);
  return 'protected now    ';
}
