import { z } from 'zod';

/** An action, as the reader of a pipeline sees it. */
export interface OutlinedAction {
  readonly name: string;
  /** CodePipeline's name for it: `CodeBuild`, `CloudFormation`, `Manual`, `Lambda`, ... */
  readonly provider: string;
  /** Compute type of a build's project, such as `BUILD_GENERAL1_SMALL`. */
  readonly computeType?: string;
}

export interface OutlinedStage {
  readonly name: string;
  /** In run order. The actions of one step run side by side. */
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
 * The pipeline of a synthesized template.
 * @throws Error unless the template has exactly one pipeline
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

/** Number of steps that wait for this provider, one after another. */
export function stepsInARow(
  steps: readonly (readonly OutlinedAction[])[],
  provider: string,
): number {
  return steps.filter((step) => step.some((action) => action.provider === provider)).length;
}

/** All steps between a push and the end of an environment's last stack. */
export function stepsToDeployed(stages: readonly OutlinedStage[], environment: string) {
  const at = stages.findIndex(({ name }) => name === environment);
  const own = stages[at];
  if (!own) throw new Error(`the pipeline has no stage ${environment}`);
  return [...stages.slice(0, at).flatMap(({ steps }) => steps), ...upToLastStack(own.steps)];
}

/** All steps between an approval and the end of the environment's last stack. */
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
