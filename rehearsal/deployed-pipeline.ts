import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import { accountCredentials, type Cloud } from './cloud';
import type { Emulator } from './emulator/types';
import type { Definition } from './plan';

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
  const { TemplateBody } = await cloud
    .cloudFormation(accountCredentials(account), region)
    .send(new GetTemplateCommand({ StackName: stack, TemplateStage: 'Original' }));
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(TemplateBody ?? '{}'));
  return { name, account, region, properties, template };
}
