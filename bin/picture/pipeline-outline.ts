import { z } from 'zod';

/** An action as the reader of a pipeline thinks of it. */
export interface OutlinedAction {
  readonly name: string;
  /** CodePipeline's own word: `CodeBuild`, `CloudFormation`, `Manual`, `Lambda`, ... */
  readonly provider: string;
  /** Of a build's project, such as `BUILD_GENERAL1_SMALL`. */
  readonly computeType?: string;
}

export interface OutlinedStage {
  readonly name: string;
  /** In run order; the actions of one step run side by side. */
  readonly steps: readonly (readonly OutlinedAction[])[];
}

const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

const stagesSchema = z.array(
  z.looseObject({
    Name: z.string(),
    Actions: z.array(
      z.looseObject({
        Name: z.string(),
        RunOrder: z.number().default(1),
        ActionTypeId: z.looseObject({ Provider: z.string() }),
        Configuration: z.record(z.string(), z.unknown()).default({}),
      }),
    ),
  }),
);

type RawAction = z.infer<typeof stagesSchema>[number]['Actions'][number];
type Resources = z.infer<typeof templateSchema>['Resources'];

/**
 * The one pipeline of a template, as synthesized.
 * @throws without one, or with several
 */
export function pipelineOutline(template: unknown): OutlinedStage[] {
  const { Resources } = templateSchema.parse(template);
  const pipelines = Object.values(Resources).filter(
    ({ Type }) => Type === 'AWS::CodePipeline::Pipeline',
  );
  const [pipeline] = pipelines;
  if (!pipeline || pipelines.length > 1) {
    throw new Error(`expected one pipeline in the template, found ${pipelines.length}`);
  }
  return stagesSchema.parse(pipeline.Properties['Stages']).map(({ Name, Actions }) => {
    const orders = [...new Set(Actions.map(({ RunOrder }) => RunOrder))].sort((a, b) => a - b);
    return {
      name: Name,
      steps: orders.map((order) =>
        Actions.filter(({ RunOrder }) => RunOrder === order).map((action) =>
          outlined(action, Resources),
        ),
      ),
    };
  });
}

function outlined(action: RawAction, resources: Resources): OutlinedAction {
  const { Name: name, ActionTypeId, Configuration } = action;
  const project = Configuration['ProjectName'] as { Ref?: string } | undefined;
  const machine = resources[project?.Ref ?? '']?.Properties['Environment'] as
    | { ComputeType?: string }
    | undefined;
  const provider = ActionTypeId.Provider;
  return { name, provider, ...(machine?.ComputeType && { computeType: machine.ComputeType }) };
}

/** Steps that a provider holds up, one after another. */
export function stepsInARow(
  steps: readonly (readonly OutlinedAction[])[],
  provider: string,
): number {
  return steps.filter((step) => step.some((action) => action.provider === provider)).length;
}

/** What a push waits for until an environment has it: every step up to its last stack. */
export function stepsToDeployed(stages: readonly OutlinedStage[], environment: string) {
  const at = stages.findIndex(({ name }) => name === environment);
  const own = stages[at];
  if (!own) throw new Error(`the pipeline has no stage ${environment}`);
  return [...stages.slice(0, at).flatMap(({ steps }) => steps), ...upToLastStack(own.steps)];
}

/** What a click waits for until its environment has the release. */
export function stepsAfterApproval({ name, steps }: OutlinedStage) {
  const asked = steps.findLastIndex((step) => step.some(({ provider }) => provider === 'Manual'));
  if (asked === -1) throw new Error(`${name} has no approval action`);
  return upToLastStack(steps.slice(asked + 1));
}

function upToLastStack(steps: OutlinedStage['steps']) {
  const last = steps.findLastIndex((step) =>
    step.some(({ provider }) => provider === 'CloudFormation'),
  );
  return steps.slice(0, last + 1);
}
