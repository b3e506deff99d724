import type { Emulator } from '../emulator/emulator';
import type { Definition } from './plan';
import type { StackPlace } from '../seen';

/**
 * Reads a deployed pipeline, never the source code or a synthesized template.
 * @param stack the stack that has it
 * @throws Error if the stack has none
 */
export async function deployedPipeline(
  stack: StackPlace,
  emulator: Pick<Emulator, 'pipelines'>,
): Promise<Definition> {
  const pipelines = await emulator.pipelines();
  const pipeline = pipelines.find((one) => isIn(one, stack));
  if (!pipeline) {
    const others = pipelines.map((one) => one.name).join(', ') || 'none';
    throw new Error(`the stack ${stack.stack} has no pipeline; deployed: ${others}`);
  }
  const { name, account, region, version, properties } = pipeline;
  return { name, account, region, version, properties };
}

export function isIn(one: StackPlace, { stack, account, region }: StackPlace): boolean {
  return one.stack === stack && one.account === account && one.region === region;
}
