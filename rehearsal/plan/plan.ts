import { z } from 'zod';
import { actionsOf, type Stage } from './stage';
import { parseEntry } from './entry-condition';
import { problemsOf } from './action-schema';
import { parseAction } from './parse-action';
import { isSource, type Action, type SourceAction } from './plan-action';
import type { ExecutionMode } from '../runner/stage-locks';
import { triggersSchema, type PushFilter } from './triggers';

export type {
  Action,
  ArtifactFile,
  ApprovalAction,
  CloudFormationAction,
  CodeBuildAction,
  DeleteStackAction,
  DeployStackAction,
  ExecuteChangeSetAction,
  LambdaAction,
  MakeChangeSetAction,
  ParameterValue,
  S3DeployAction,
  SourceAction,
} from './plan-action';
export type { Stage } from './stage';

/** The parsed definition of a deployed pipeline: what an execution runs. */
export interface Plan {
  readonly pipeline: string;
  readonly version: number;
  readonly account: string;
  readonly region: string;
  readonly roleArn: string;
  /** Artifact store by region. */
  readonly stores: ReadonlyMap<string, ArtifactBucket>;
  readonly stages: readonly Stage[];
  readonly executionMode: ExecutionMode;
  /** Whether an update of the pipeline restarts its running execution. */
  readonly restartOnUpdate: boolean;
  /** Values of `#{variables.NAME}`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Pushes that start an execution. */
  readonly pushFilters: readonly PushFilter[];
  readonly sources: readonly SourceAction[];
  /** Name of the source whose commit is rehearsed: the one that the first build uses. */
  readonly primarySource: string | undefined;
  /** Parts of the definition that are not rehearsed, such as `stage Prod: OnFailure`. */
  readonly unrehearsed: readonly string[];
}

export interface ArtifactBucket {
  readonly bucket: string;
  /** KMS key of the artifacts. Unset: S3's own key. */
  readonly keyId?: string;
}

/** The definition has parts that the rehearsal does not know. To run the rest would prove nothing. */
export class PlanError extends Error {
  readonly code = 'PLAN_UNKNOWN';
  constructor(
    pipeline: string,
    readonly problems: readonly string[],
  ) {
    super(
      [`The pipeline ${pipeline} cannot be rehearsed:`, ...problems.map((p) => `  ${p}`)].join(
        '\n',
      ),
    );
    this.name = 'PlanError';
  }
}

const storeSchema = z.strictObject({
  Type: z.literal('S3'),
  Location: z.string(),
  EncryptionKey: z.strictObject({ Id: z.string(), Type: z.literal('KMS') }).optional(),
});

// Strict, as for actions. What has no effect on a run (its name, its tags) is allowed by name.
const pipelineSchema = z.strictObject({
  Name: z.unknown().optional(),
  Tags: z.unknown().optional(),
  PipelineType: z.enum(['V1', 'V2']).default('V1'),
  ExecutionMode: z.enum(['SUPERSEDED', 'QUEUED', 'PARALLEL']).default('SUPERSEDED'),
  DisableInboundStageTransitions: z
    .array(z.unknown())
    .max(0, 'a disabled transition stops every execution; that is not rehearsed')
    .default([]),
  RoleArn: z.string(),
  RestartExecutionOnUpdate: z.stringbool().or(z.boolean()).default(false),
  ArtifactStore: storeSchema.optional(),
  ArtifactStores: z
    .array(z.strictObject({ Region: z.string(), ArtifactStore: storeSchema }))
    .default([]),
  // CodePipeline refuses fewer: https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
  Stages: z
    .array(
      z.looseObject({ Name: z.string(), Actions: z.array(z.unknown()).min(1, 'has no action') }),
    )
    .min(2, 'a pipeline has at least two stages'),
  Triggers: triggersSchema,
  // A value can be given when an execution is started by hand. A push takes the default.
  Variables: z
    .array(
      z.strictObject({
        Name: z.string(),
        DefaultValue: z.string({
          error: 'without a default value, a push starts no execution; that is not rehearsed',
        }),
        Description: z.unknown().optional(),
      }),
    )
    .default([]),
});

/** An `AWS::CodePipeline::Pipeline` as deployed. */
export interface Definition {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** 1 at first. Each update adds 1. */
  readonly version: number;
  /** As CloudFormation resolved them. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** @throws {PlanError} with every problem at once */
export function parsePlan(definition: Definition): Plan {
  const parsed = pipelineSchema.safeParse(definition.properties);
  if (!parsed.success) throw new PlanError(definition.name, problemsOf(parsed.error));
  const { data } = parsed;
  const problems: string[] = [];
  const unrehearsed =
    data.ExecutionMode === 'PARALLEL' ? [`ExecutionMode: ${data.ExecutionMode}`] : [];
  const stages = data.Stages.map(({ Name, Actions, BeforeEntry, ...others }) => {
    const skippedUnless = parseEntry(BeforeEntry);
    const conditions = { ...others, ...(skippedUnless === undefined && { BeforeEntry }) };
    unrehearsed.push(...Object.keys(conditions).map((key) => `stage ${Name}: ${key}`));
    const actions = Actions.flatMap((raw, index) => {
      const action = parseAction(raw, Name, definition);
      if (action.success) return [action.action];
      const at = `Stages.${Name}.Actions.${nameOf(raw) ?? index}`;
      problems.push(...action.problems.map((problem) => `${at}.${problem}`));
      return [];
    });
    return { name: Name, groups: byRunOrder(actions), skippedUnless: skippedUnless ?? [] };
  });
  if (problems.length > 0) throw new PlanError(definition.name, problems);

  const sources = actionsOf({ stages }).filter(isSource);
  const stores = new Map(
    data.ArtifactStores.map(({ Region, ArtifactStore }) => [Region, toStore(ArtifactStore)]),
  );
  if (data.ArtifactStore) stores.set(definition.region, toStore(data.ArtifactStore));
  if (!stores.has(definition.region)) {
    throw new PlanError(definition.name, [`no artifact store in ${definition.region}`]);
  }
  return {
    pipeline: definition.name,
    version: definition.version,
    account: definition.account,
    region: definition.region,
    roleArn: data.RoleArn,
    stores,
    stages,
    executionMode: data.ExecutionMode === 'SUPERSEDED' ? 'SUPERSEDED' : 'QUEUED',
    restartOnUpdate: data.RestartExecutionOnUpdate,
    pushFilters: data.Triggers,
    variables: Object.fromEntries(data.Variables.map((one) => [one.Name, one.DefaultValue])),
    sources,
    primarySource: primaryOf(sources, actionsOf({ stages })),
    unrehearsed,
  };
}

/** The plan of a pipeline; `undefined` if it cannot be rehearsed: its execution says why. */
export function knownPlan(definition: Definition): Plan | undefined {
  try {
    return parsePlan(definition);
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}

function nameOf(action: unknown): string | undefined {
  const named = z.looseObject({ Name: z.string() }).safeParse(action);
  return named.data?.Name;
}

function primaryOf(
  sources: readonly SourceAction[],
  actions: readonly Action[],
): string | undefined {
  const build = actions.find((action) => action.provider === 'CodeBuild');
  const artifact = build?.primarySource ?? build?.inputs[0];
  const found = sources.find(({ outputs }) => outputs.includes(artifact ?? '')) ?? sources[0];
  return found?.name;
}

function byRunOrder(actions: readonly Action[]): readonly (readonly Action[])[] {
  const orders = [...new Set(actions.map((action) => action.runOrder))].sort((a, b) => a - b);
  return orders.map((order) => actions.filter((action) => action.runOrder === order));
}

function toStore(store: z.infer<typeof storeSchema>): ArtifactBucket {
  return {
    bucket: store.Location,
    ...(store.EncryptionKey && { keyId: store.EncryptionKey.Id }),
  };
}
