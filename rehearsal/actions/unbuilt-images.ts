import { z } from 'zod';
import { NOT_BUILT } from '../processes/docker-stand-in';

/** Says of a build's log that it would have made images; `undefined` if not. */
export function unbuiltIn(log: string): string | undefined {
  const count = log.split('\n').filter((line) => line.startsWith(NOT_BUILT)).length;
  return count === 0
    ? undefined
    : `no Docker image is made here: ${count} ${count === 1 ? 'command is' : 'commands are'} recorded, not done`;
}

const templateSchema = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string() })).default({}),
});

/** The resources of a template that need an image, as `logical id (type)`: those of CDK's image assets, and of any registry. */
export function usersOfImages(template: string): readonly string[] {
  const { Resources } = templateSchema.parse(JSON.parse(template));
  return Object.entries(Resources)
    .filter(([, { Type }]) =>
      /^AWS::(Lambda::Function|ECS::TaskDefinition|AppRunner::Service|Batch::JobDefinition)$/.test(
        Type,
      ),
    )
    .filter(([, resource]) => /container-assets-|\.dkr\.ecr\./.test(JSON.stringify(resource)))
    .map(([logicalId, { Type }]) => `${logicalId} (${Type})`);
}
