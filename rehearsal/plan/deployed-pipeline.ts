import type { Emulator } from '../emulator/emulator';
import type { Definition } from './plan';

/**
 * Reads a deployed pipeline, never the source code or a synthesized template.
 * @throws Error if there is no pipeline of that name
 */
export async function deployedPipeline(
  name: string,
  emulator: Pick<Emulator, 'pipelines'>,
): Promise<Definition> {
  const pipelines = await emulator.pipelines();
  const pipeline = pipelines.find((candidate) => candidate.name === name);
  if (!pipeline) {
    const others = pipelines.map((candidate) => candidate.name).join(', ') || 'none';
    throw new Error(`\`waypost deploy\` has made no pipeline ${name}; deployed: ${others}`);
  }
  const { account, region, version, properties } = pipeline;
  return { name, account, region, version, properties };
}
