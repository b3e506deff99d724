import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A stack of a cloud assembly. */
export interface AssemblyStack {
  /** Name for the CDK CLI, such as `Pipeline/prod/Site`. */
  readonly id: string;
  readonly stackName: string;
  /** `undefined` where the app leaves it to the credentials. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Of the bootstrap that it needs, if it needs one. */
  readonly qualifier: string | undefined;
  /** Path of its template. */
  readonly templateFile: string;
}

/** A cloud assembly: the stacks of an app, and the stages with stacks of their own. */
export interface Assembly {
  /** Name of the stage; '' for the app. */
  readonly name: string;
  readonly stacks: readonly AssemblyStack[];
  readonly stages: readonly Assembly[];
}

// https://github.com/aws/aws-cdk-cli/tree/main/packages/@aws-cdk/cloud-assembly-schema
const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        environment: z.string().optional(),
        displayName: z.string().optional(),
        properties: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default({}),
});
type Artifact = z.infer<typeof manifestSchema>['artifacts'][string];

const stackSchema = z.object({
  templateFile: z.string(),
  stackName: z.string().optional(),
  bootstrapStackVersionSsmParameter: z.string().optional(),
});
const stageSchema = z.object({ directoryName: z.string(), displayName: z.string().optional() });

/** Reads what `cdk synth` has written. */
export async function readAssembly(folder: string, name = ''): Promise<Assembly> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8');
  const artifacts = Object.entries(manifestSchema.parse(JSON.parse(text)).artifacts);
  const ofType = (type: string) => artifacts.filter(([, artifact]) => artifact.type === type);
  return {
    name,
    stacks: ofType('aws:cloudformation:stack').map(([id, artifact]) =>
      stackOf(id, artifact, folder),
    ),
    stages: await Promise.all(
      ofType('cdk:cloud-assembly').map(([id, { properties }]) => {
        const { directoryName, displayName = id } = stageSchema.parse(properties);
        return readAssembly(join(folder, directoryName), displayName.split('/').at(-1) ?? id);
      }),
    ),
  };
}

/** Every stack of it, those of stages included. */
export function stacksOf({ stacks, stages }: Assembly): readonly AssemblyStack[] {
  return [...stacks, ...stages.flatMap(stacksOf)];
}

function stackOf(
  id: string,
  { environment = '', displayName, properties }: Artifact,
  folder: string,
): AssemblyStack {
  const { templateFile, stackName, bootstrapStackVersionSsmParameter } =
    stackSchema.parse(properties);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  return {
    id: displayName ?? id,
    stackName: stackName ?? id,
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
    // /cdk-bootstrap/<qualifier>/version
    qualifier: bootstrapStackVersionSsmParameter?.split('/')[2],
    templateFile: join(folder, templateFile),
  };
}
