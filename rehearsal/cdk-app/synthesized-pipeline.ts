import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Location } from '../emulator/inventory';
import { parsePlan, PlanError, type Plan } from '../plan/plan';
import { stacksOf, type Assembly, type AssemblyStack } from './assembly';
import { CdkAppError } from './cdk-app-error';
import { lineOf, parametersWithoutDefault, pipelinesIn } from './template';

/** The stack of an app that has its pipeline, before it is deployed. */
export interface PipelineStack {
  readonly stack: AssemblyStack;
  readonly place: Location;
  /** As far as it is known before the deployment. */
  readonly plan: Plan;
}

/**
 * Finds the pipeline of an app, and parses its definition.
 * @param name the stack's name or id, for an app with several
 * @param credentials where a stack is deployed that names no account or no region
 * @throws {CdkAppError} for none, for several, and for one that cannot be rehearsed
 */
export async function findPipeline(
  assembly: Assembly,
  name: string | undefined,
  credentials: Location,
): Promise<PipelineStack> {
  const stacks = await Promise.all(
    assembly.stacks.map(async (stack) => {
      const place = {
        account: stack.account ?? credentials.account,
        region: stack.region ?? credentials.region,
      };
      const template = await readFile(stack.templateFile, 'utf8');
      return { stack, place, template, pipelines: pipelinesIn(template, place) };
    }),
  );
  const all = stacks.filter(({ pipelines }) => pipelines.length > 0);
  const found =
    name === undefined
      ? all
      : all.filter(({ stack }) => [stack.id, stack.stackName].includes(name));
  const [one, ...others] = found;
  const named = all.map(({ stack }) => stack.id).join(', ');
  if (!one) throw new CdkAppError(name === undefined ? none(assembly) : unknown(name, named));
  if (others.length > 0) {
    throw new CdkAppError(
      `--app: ${found.length} stacks of the app have a pipeline: ${named}. Say which one is rehearsed: --pipeline ${one.stack.id}`,
    );
  }
  const { stack, place, template, pipelines } = one;
  const [pipeline, ...more] = pipelines;
  if (!pipeline || more.length > 0) {
    const ids = pipelines.map(({ logicalId }) => logicalId).join(', ');
    throw new CdkAppError(
      `--app: the stack ${stack.id} has ${pipelines.length} pipelines: ${ids}. One pipeline of a stack is rehearsed: give each a stack of its own.`,
    );
  }
  const open = parametersWithoutDefault(template);
  if (open.length > 0) {
    throw new CdkAppError(
      `--app: the stack ${stack.id} has parameters without a default value: ${open.join(', ')}. A rehearsal gives none. Give each a default value, or take its value from the context (\`--context\`, cdk.json) when the app is synthesized.`,
    );
  }
  const { logicalId, properties } = pipeline;
  try {
    return {
      stack,
      place,
      plan: parsePlan({ ...place, name: stack.id, version: 1, properties }),
    };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const file = basename(stack.templateFile);
    const problems = error.problems.map((problem) => {
      const line = lineOf(template, logicalId, problem.split(': ')[0] ?? '');
      return `  ${file}${line === undefined ? '' : `:${line}`} ${problem}`;
    });
    const text = [
      `--app: the pipeline of ${stack.id} cannot be rehearsed. Nothing was deployed. In cdk.out:`,
      ...problems,
    ].join('\n');
    throw new CdkAppError(text, { cause: error });
  }
}

function none(assembly: Assembly): string {
  const names = stacksOf(assembly).map(({ id }) => id);
  return `--app: no stack of the app has an AWS::CodePipeline::Pipeline. A rehearsal runs the pipeline that delivers an app, such as one of CDK Pipelines. Its stacks: ${names.join(', ') || 'none'}.`;
}

function unknown(name: string, named: string): string {
  return `--pipeline: "${name}" is no stack of the app that has a pipeline. Those are: ${named || 'none'}.`;
}
