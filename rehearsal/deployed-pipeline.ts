import { accountCredentials, type Cloud } from './cloud';
import type { Emulator } from './emulator/types';
import type { Definition } from './plan';
import { deployedTemplate } from './stacks';

/**
 * Reads a pipeline back as it is deployed, never from source code or a synthesized template.
 * @throws when there is no pipeline of that name
 */
export async function deployedPipeline(
  name: string,
  emulator: Emulator,
  cloud: Cloud,
): Promise<Definition> {
  const pipelines = await emulator.pipelines();
  const pipeline = pipelines.find((candidate) => candidate.name === name);
  if (!pipeline) {
    const others = pipelines.map((candidate) => candidate.name).join(', ') || 'none';
    throw new Error(`\`waypost deploy\` has made no pipeline ${name}; deployed: ${others}`);
  }
  const { account, region, stack, properties } = pipeline;
  const client = cloud.cloudFormation(accountCredentials(account), region);
  const template = await deployedTemplate(client, stack);
  if (!template) throw new Error(`The stack ${stack} of the pipeline ${name} has gone`);
  return { name, account, region, properties, template };
}
