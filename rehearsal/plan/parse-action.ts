import { z } from 'zod';
import type { Action, ActionBase, ArtifactFile, CloudFormationAction } from './plan-action';

const artifactFile = z.string().transform((value, context): ArtifactFile => {
  const [artifact = '', file = ''] = value.split('::');
  if (artifact === '' || file === '') {
    context.addIssue(`expected Artifact::path, found ${value}`);
  }
  return { artifact, file };
});

const json = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value);
  } catch (error) {
    context.addIssue(`is not JSON: ${(error as Error).message}`);
    return z.NEVER;
  }
});

const environment = json.pipe(
  z.array(
    z.strictObject({
      name: z.string(),
      value: z.string(),
      type: z.enum(['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER']).default('PLAINTEXT'),
    }),
  ),
);

const names = z
  .array(z.object({ Name: z.string() }))
  .default([])
  .transform((artifacts) => artifacts.map(({ Name }) => Name));

const type = <Category extends string, Provider extends string>(
  categories: readonly [Category, ...Category[]],
  provider: Provider,
) =>
  z.object({
    Category: z.enum(categories),
    Provider: z.literal(provider),
    Owner: z.literal('AWS'),
    Version: z.coerce.string().pipe(z.literal('1')),
  });

const base = {
  Name: z.string(),
  RunOrder: z.coerce.number().int().positive().default(1),
  Region: z.string().optional(),
  RoleArn: z.string().optional(),
  Namespace: z.string().optional(),
  InputArtifacts: names,
  OutputArtifacts: names,
};

// Strict everywhere: we would not rehearse an unknown setting.
const source = z.strictObject({
  ...base,
  ActionTypeId: type(['Source'], 'CodeStarSourceConnection'),
  Configuration: z.strictObject({
    ConnectionArn: z.string(),
    FullRepositoryId: z.string(),
    BranchName: z.string(),
    DetectChanges: z.stringbool().or(z.boolean()).default(true),
    OutputArtifactFormat: z.enum(['CODE_ZIP', 'CODEBUILD_CLONE_REF']).default('CODE_ZIP'),
  }),
});
const codeBuild = z.strictObject({
  ...base,
  ActionTypeId: type(['Build', 'Test'], 'CodeBuild'),
  Configuration: z.strictObject({
    ProjectName: z.string(),
    PrimarySource: z.string().optional(),
    EnvironmentVariables: environment.default([]),
  }),
});
/** Without the functions Fn::GetParam and Fn::GetArtifactAtt, which read artifacts. */
const parameters = json.pipe(
  z.record(z.string(), z.string({ error: 'a function in it is not rehearsed' })),
);

const ofStack = { StackName: z.string(), RoleArn: z.string().optional() };
const ofTemplate = {
  ...ofStack,
  TemplatePath: artifactFile,
  TemplateConfiguration: artifactFile.optional(),
  ParameterOverrides: parameters.default({}),
  Capabilities: z.string().default(''),
};
const MODES =
  'CREATE_UPDATE, REPLACE_ON_FAILURE, CHANGE_SET_REPLACE, CHANGE_SET_EXECUTE, DELETE_ONLY';
const unknownMode = ({ code }: { readonly code?: string }) =>
  code === 'invalid_union' ? `expected one of ${MODES}` : undefined;

const cloudFormation = z.strictObject({
  ...base,
  ActionTypeId: type(['Deploy'], 'CloudFormation'),
  Configuration: z.discriminatedUnion(
    'ActionMode',
    [
      z.strictObject({
        ...ofTemplate,
        ActionMode: z.enum(['CREATE_UPDATE', 'REPLACE_ON_FAILURE']),
      }),
      z.strictObject({
        ...ofTemplate,
        ActionMode: z.literal('CHANGE_SET_REPLACE'),
        ChangeSetName: z.string(),
      }),
      z.strictObject({
        ...ofStack,
        ActionMode: z.literal('CHANGE_SET_EXECUTE'),
        ChangeSetName: z.string(),
      }),
      z.strictObject({ ...ofStack, ActionMode: z.literal('DELETE_ONLY') }),
    ],
    { error: unknownMode },
  ),
});
/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const APPROVAL_LIMIT_MINUTES = 7 * 24 * 60;

const approval = z.strictObject({
  ...base,
  ActionTypeId: type(['Approval'], 'Manual'),
  TimeoutInMinutes: z.coerce.number().int().min(5).max(86_400).default(APPROVAL_LIMIT_MINUTES),
  Configuration: z
    .strictObject({
      CustomData: z.string().optional(),
      ExternalEntityLink: z.string().optional(),
      NotificationArn: z.string().optional(),
    })
    .default({}),
});
const lambda = z.strictObject({
  ...base,
  ActionTypeId: type(['Invoke'], 'Lambda'),
  Configuration: z.strictObject({
    FunctionName: z.string(),
    UserParameters: z.string().optional(),
  }),
});

const providerOf = z.looseObject({
  ActionTypeId: z.looseObject({ Category: z.string(), Provider: z.string() }),
});

type Parsed =
  | { readonly success: true; readonly action: Action }
  | { readonly success: false; readonly problems: readonly string[] };

/** Parses one of `Stages[].Actions[]`. */
export function parseAction(
  raw: unknown,
  stage: string,
  home: { readonly account: string; readonly region: string },
): Parsed {
  const provider = providerOf.safeParse(raw);
  if (!provider.success) return failure(provider.error);
  switch (provider.data.ActionTypeId.Provider) {
    case 'CodeStarSourceConnection':
      return understand(source, raw, (data) => ({
        ...common(data, stage, home),
        provider: 'CodeStarSourceConnection',
        repository: data.Configuration.FullRepositoryId,
        branch: data.Configuration.BranchName,
        connectionArn: data.Configuration.ConnectionArn,
        detectChanges: data.Configuration.DetectChanges,
        outputFormat: data.Configuration.OutputArtifactFormat,
      }));
    case 'CodeBuild':
      return understand(codeBuild, raw, (data) => ({
        ...common(data, stage, home),
        provider: 'CodeBuild',
        project: data.Configuration.ProjectName,
        ...optional('primarySource', data.Configuration.PrimarySource),
        environment: data.Configuration.EnvironmentVariables,
      }));
    case 'CloudFormation':
      return understand(cloudFormation, raw, (data) =>
        stackAction(common(data, stage, home), data.Configuration),
      );
    case 'Manual':
      return understand(approval, raw, (data) => ({
        ...common(data, stage, home),
        provider: 'Manual',
        ...optional('comment', data.Configuration.CustomData),
        ...optional('reviewUrl', data.Configuration.ExternalEntityLink),
        timeLimitMinutes: data.TimeoutInMinutes,
      }));
    case 'Lambda':
      return understand(lambda, raw, (data) => ({
        ...common(data, stage, home),
        provider: 'Lambda',
        functionName: data.Configuration.FunctionName,
        ...optional('userParameters', data.Configuration.UserParameters),
      }));
    default:
      return {
        success: false,
        problems: [
          `unknown provider ${provider.data.ActionTypeId.Category}/${provider.data.ActionTypeId.Provider}`,
        ],
      };
  }
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html */
function stackAction(
  action: ActionBase,
  given: z.infer<typeof cloudFormation>['Configuration'],
): CloudFormationAction {
  const stack = {
    ...action,
    provider: 'CloudFormation' as const,
    stackName: given.StackName,
    ...optional('executionRoleArn', given.RoleArn),
  };
  switch (given.ActionMode) {
    case 'CHANGE_SET_EXECUTE':
      return { ...stack, mode: given.ActionMode, changeSetName: given.ChangeSetName };
    case 'DELETE_ONLY':
      return { ...stack, mode: given.ActionMode };
    default: {
      const deployed = {
        ...stack,
        template: given.TemplatePath,
        ...optional('templateConfiguration', given.TemplateConfiguration),
        parameters: given.ParameterOverrides,
        capabilities: given.Capabilities.split(',').filter((one) => one !== ''),
      };
      return given.ActionMode === 'CHANGE_SET_REPLACE'
        ? { ...deployed, mode: given.ActionMode, changeSetName: given.ChangeSetName }
        : { ...deployed, mode: given.ActionMode };
    }
  }
}

type Common = z.infer<z.ZodObject<typeof base>>;

function common(
  data: Common,
  stage: string,
  home: { readonly account: string; readonly region: string },
): ActionBase {
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

function understand<T extends z.ZodType>(
  schema: T,
  raw: unknown,
  build: (data: z.infer<T>) => Action,
): Parsed {
  const parsed = schema.safeParse(raw);
  return parsed.success ? { success: true, action: build(parsed.data) } : failure(parsed.error);
}

function failure(error: z.ZodError): Parsed {
  return {
    success: false,
    problems: error.issues.map((issue) =>
      issue.path.at(-1) === 'ActionMode'
        ? `unknown mode: Configuration.ActionMode: ${issue.message}`
        : `${issue.path.join('.')}: ${issue.message}`,
    ),
  };
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Value>>);
}
