import type { Template } from 'aws-cdk-lib/assertions';
import { type Resource, resourcesOf } from './template-rules';

export interface Action {
  readonly Name: string;
  readonly RunOrder: number;
  readonly Namespace?: string;
  readonly Region?: string;
  readonly RoleArn?: unknown;
  readonly TimeoutInMinutes?: number;
  readonly ActionTypeId: { readonly Category: string; readonly Provider: string };
  readonly Configuration?: Readonly<Record<string, unknown>>;
}

export interface PipelineStage {
  readonly Name: string;
  readonly Actions: readonly Action[];
}

/** The stages of the one pipeline in a template. */
export function stagesOf(template: Template): PipelineStage[] {
  return only(template, 'AWS::CodePipeline::Pipeline').Properties?.['Stages'] as PipelineStage[];
}

export function stageNamed(name: string, template: Template): PipelineStage {
  const stage = stagesOf(template).find(({ Name }) => Name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage;
}

export function only(template: Template, type: string): Resource {
  const found = resourcesOf(template).filter(([, { Type }]) => Type === type);
  const [resource] = found;
  if (!resource || found.length > 1) throw new Error(`${found.length} resources of type ${type}`);
  return resource[1];
}

/** A person is asked first, and alone. */
export function assertApprovalFirst({ Name, Actions }: PipelineStage) {
  const isApproval = ({ ActionTypeId }: Action) => ActionTypeId.Category === 'Approval';
  const approvals = Actions.filter(isApproval);
  if (approvals.length === 0) throw new Error(`${Name} has no approval`);
  const others = Actions.filter((action) => !isApproval(action));
  const approvedAt = Math.max(...approvals.map(({ RunOrder }) => RunOrder));
  if (others.some(({ RunOrder }) => RunOrder <= approvedAt)) {
    throw new Error(`${Name} acts before it is approved`);
  }
}

/**
 * A person sees what changes before saying yes, and nothing happens between that and the stacks but a
 * look, by a function, whether it still holds.
 */
export function assertReviewed(stages: readonly PipelineStage[], environment: string) {
  const at = stages.findIndex(({ Name }) => Name === environment);
  // One after another: no two of what is looked for here share a run order.
  const actions = stages
    .slice(0, at + 1)
    .flatMap(({ Actions }) => Actions.toSorted((a, b) => a.RunOrder - b.RunOrder));
  const own = stages[at]?.Actions ?? [];
  const diff = actions.findIndex(({ Name }) => Name === `DiffOf-${environment}`);
  const approval = own.find(({ ActionTypeId }) => ActionTypeId.Category === 'Approval');
  if (!approval || diff === -1 || diff > actions.indexOf(approval)) {
    throw new Error(`nobody sees what changes in ${environment} before saying yes`);
  }
  if (!String(approval.Configuration?.['CustomData']).endsWith('.SUMMARY}')) {
    throw new Error(`the approval of ${environment} does not say what changes`);
  }
  const firstStack = Math.min(
    ...own
      .filter(({ ActionTypeId }) => ActionTypeId.Provider === 'CloudFormation')
      .map(({ RunOrder }) => RunOrder),
  );
  const orders = own
    .map(({ RunOrder }) => RunOrder)
    .filter((order) => order >= approval.RunOrder && order <= firstStack);
  const steps = [...new Set(orders)]
    .sort((a, b) => a - b)
    .map((order) =>
      own
        .filter(({ RunOrder }) => RunOrder === order)
        .map(({ ActionTypeId }) => ActionTypeId.Provider)
        .join('+'),
    )
    .join(', ');
  if (!/^Manual, Lambda, CloudFormation(?:\+CloudFormation)*$/.test(steps)) {
    throw new Error(`after the click ${environment} meets ${steps}`);
  }
}

/** Self-mutation stands before every stage that deploys. */
export function assertMutationFirst(stages: readonly PipelineStage[]) {
  const mutation = stages.findIndex(({ Name }) => Name === 'UpdatePipeline');
  const deployment = stages.findIndex((stage) => deploymentsOf(stage).length > 0);
  if (mutation === -1) throw new Error('the pipeline does not update itself');
  if (deployment !== -1 && deployment < mutation) {
    throw new Error('the pipeline deploys before it updates itself');
  }
}

export function deploymentsOf({ Actions }: PipelineStage): Action[] {
  return Actions.filter(({ ActionTypeId }) => ActionTypeId.Provider === 'CloudFormation');
}

/** How many deployments wait for one another: CodePipeline runs those of one run order side by side. */
export function deploymentSteps(stage: PipelineStage): number {
  return new Set(deploymentsOf(stage).map(({ RunOrder }) => RunOrder)).size;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-types-planning.html */
export function assertPipelineType({ Properties = {} }: Resource) {
  if (Properties['PipelineType'] === 'V2') return;
  const mode = Properties['ExecutionMode'] ?? 'SUPERSEDED';
  if (mode !== 'SUPERSEDED') throw new Error(`a V1 pipeline takes no ${mode as string}`);
  if (Properties['Triggers']) throw new Error('a V1 pipeline takes no trigger');
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html */
export function assertMachine({ Properties = {} }: Resource) {
  const { Type, ComputeType } = Properties['Environment'] as Record<string, string>;
  const sizes = Type === 'LINUX_CONTAINER' ? ['SMALL', 'MEDIUM', 'LARGE', 'XLARGE', '2XLARGE'] : [];
  if (!sizes.some((size) => ComputeType === `BUILD_GENERAL1_${size}`)) {
    throw new Error(`CodeBuild has no ${String(Type)} of ${String(ComputeType)}`);
  }
}
