import { z } from 'zod';
import {
  actionType,
  base,
  common,
  flag,
  json,
  optional,
  problemsOf,
  type Home,
} from './action-schema';
import { cloudFormation, stackAction } from './parse-stack-action';
import { sourceAction, sources } from './parse-source';
import type { Action } from './plan-action';

const environment = json.pipe(
  z.array(
    z.strictObject({
      name: z.string(),
      value: z.string(),
      type: z.enum(['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER']).default('PLAINTEXT'),
    }),
  ),
);

// Strict everywhere: we would not rehearse an unknown setting.
const codeBuild = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Build', 'Test'], 'CodeBuild'),
  Configuration: z.strictObject({
    ProjectName: z.string(),
    PrimarySource: z.string().optional(),
    EnvironmentVariables: environment.default([]),
    BatchEnabled: flag
      .pipe(z.literal(false, { error: 'a batch build is not rehearsed' }))
      .optional(),
    // It says only how a batch build joins its artifacts.
    CombineArtifacts: z.unknown().optional(),
  }),
});
/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const APPROVAL_LIMIT_MINUTES = 7 * 24 * 60;

const approval = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Approval'], 'Manual'),
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
  ActionTypeId: actionType(['Invoke'], 'Lambda'),
  Configuration: z.strictObject({
    FunctionName: z.string(),
    UserParameters: z.string().optional(),
  }),
});

const s3Deploy = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Deploy'], 'S3'),
  Configuration: z
    .strictObject({
      BucketName: z.string(),
      Extract: flag,
      ObjectKey: z.string().optional(),
      KMSEncryptionKeyARN: z.string().optional(),
      CannedACL: z.string().optional(),
      CacheControl: z.string().optional(),
    })
    .refine(({ Extract, ObjectKey }) => Extract || ObjectKey !== undefined, {
      path: ['ObjectKey'],
      error: 'is needed where Extract is false',
    }),
});

const providerOf = z.looseObject({
  ActionTypeId: z.looseObject({ Category: z.string(), Provider: z.string() }),
});

type Parsed =
  | { readonly success: true; readonly action: Action }
  | { readonly success: false; readonly problems: readonly string[] };

/** Parses one of `Stages[].Actions[]`. */
export function parseAction(raw: unknown, stage: string, home: Home): Parsed {
  const provider = providerOf.safeParse(raw);
  if (!provider.success) return failure(provider.error);
  const { Category, Provider } = provider.data.ActionTypeId;
  const type = `${Category}/${Provider}`;
  switch (type) {
    case 'Source/CodeStarSourceConnection':
    case 'Source/CodeCommit':
    case 'Source/GitHub':
    case 'Source/S3':
      return understand(sources[Provider as keyof typeof sources], raw, (data) =>
        sourceAction(data, stage, home),
      );
    case 'Build/CodeBuild':
    case 'Test/CodeBuild':
      return understand(codeBuild, raw, (data) => ({
        ...common(data, stage, home),
        provider: 'CodeBuild',
        project: data.Configuration.ProjectName,
        ...optional('primarySource', data.Configuration.PrimarySource),
        environment: data.Configuration.EnvironmentVariables,
      }));
    case 'Deploy/CloudFormation':
      return understand(cloudFormation, raw, (data) => stackAction(data, stage, home));
    case 'Deploy/S3':
      return understand(s3Deploy, raw, ({ Configuration: given, ...data }) => ({
        ...common(data, stage, home),
        provider: 'S3Deploy',
        bucket: given.BucketName,
        key: given.ObjectKey ?? '',
        extract: given.Extract,
        ...optional('kmsKeyId', given.KMSEncryptionKeyARN),
        ...optional('acl', given.CannedACL),
        ...optional('cacheControl', given.CacheControl),
      }));
    case 'Approval/Manual':
      return understand(approval, raw, (data) => ({
        ...common(data, stage, home),
        provider: 'Manual',
        ...optional('comment', data.Configuration.CustomData),
        ...optional('reviewUrl', data.Configuration.ExternalEntityLink),
        timeLimitMinutes: data.TimeoutInMinutes,
      }));
    case 'Invoke/Lambda':
      return understand(lambda, raw, (data) => ({
        ...common(data, stage, home),
        provider: 'Lambda',
        functionName: data.Configuration.FunctionName,
        ...optional('userParameters', data.Configuration.UserParameters),
      }));
    default:
      return { success: false, problems: [`ActionTypeId: actions of ${type} are not rehearsed`] };
  }
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
  return { success: false, problems: problemsOf(error) };
}
