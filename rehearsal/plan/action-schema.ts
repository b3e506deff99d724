import { z } from 'zod';
import type { ActionBase, ArtifactFile } from './plan-action';

// The parts of an action's schema that several providers share.

export const artifactFile = z.string().transform((value, context): ArtifactFile => {
  const [artifact = '', file = ''] = value.split('::');
  if (artifact === '' || file === '') {
    context.addIssue(`expected Artifact::path, found ${value}`);
  }
  return { artifact, file };
});

export const json = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value);
  } catch (error) {
    context.addIssue(`is not JSON: ${(error as Error).message}`);
    return z.NEVER;
  }
});

const names = z
  .array(z.object({ Name: z.string() }))
  .default([])
  .transform((artifacts) => artifacts.map(({ Name }) => Name));

/** Where the pipeline is. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

/** A value that CloudFormation gives as text or as itself. */
export const flag = z.stringbool().or(z.boolean());

export const actionType = <Category extends string, Provider extends string>(
  categories: readonly [Category, ...Category[]],
  provider: Provider,
  owner: 'AWS' | 'ThirdParty' = 'AWS',
) =>
  z.object({
    Category: z.enum(categories),
    Provider: z.literal(provider),
    Owner: z.literal(owner),
    Version: z.coerce.string().pipe(z.literal('1')),
  });

export const base = {
  Name: z.string(),
  RunOrder: z.coerce.number().int().positive().default(1),
  Region: z.string().optional(),
  RoleArn: z.string().optional(),
  Namespace: z.string().optional(),
  InputArtifacts: names,
  OutputArtifacts: names,
};

type Common = z.infer<z.ZodObject<typeof base>>;

export function common(data: Common, stage: string, home: Home): ActionBase {
  return {
    name: data.Name,
    stage,
    runOrder: data.RunOrder,
    account: data.RoleArn?.split(':')[4] ?? home.account,
    region: data.Region ?? home.region,
    ...optional('roleArn', data.RoleArn),
    inputs: data.InputArtifacts,
    outputs: data.OutputArtifacts,
    ...optional('namespace', data.Namespace),
  };
}

export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Value>>);
}

/** Each with the path of its value in the definition. */
export function problemsOf(error: z.ZodError): string[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${[...issue.path, key].join('.')}: not rehearsed`)
      : [`${issue.path.join('.')}: ${issue.message}`],
  );
}
