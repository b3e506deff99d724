import type { CfnOutput } from 'aws-cdk-lib';
import type { CodeBuildStep, IFileSetProducer } from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import {
  PROTECT_STACKS_ENV,
  type ProtectStacksEnv,
} from '../../../release/protect-stacks/contract';
import { formatStacks } from '../../../lambdas/shared/stack-address';
import { pipelineNames } from '../../naming';
import type { EnvironmentName, ProjectName } from '../../types/branded';
import { ScriptBuild } from './script-build';
import type { StackProtection } from '../../environment/admission/stack-protector';

/** What the pipeline tests an environment with. */
export interface SmokeTest {
  /** Environment variable -> the stage's output that it holds. */
  readonly outputs: Readonly<Record<string, CfnOutput>>;
  /** ARNs of the roles that the test assumes. */
  readonly assumes: readonly string[];
}

export interface DeliveryChecksProps {
  readonly project: ProjectName;
  readonly environment: EnvironmentName;
  /** The cloud assembly. */
  readonly input: IFileSetProducer;
  readonly smokeTest?: SmokeTest;
  /** Unset, the environment's stacks may be deleted. */
  readonly protection?: StackProtection;
}

/** Checks that run after an environment's stacks, side by side, because none waits for another. */
export function deliveryChecks(scope: Construct, props: DeliveryChecksProps): CodeBuildStep[] {
  const { smokeTest, protection } = props;
  return [
    ...(smokeTest ? [test(scope, props, smokeTest)] : []),
    ...(protection ? [protect(scope, props, protection)] : []),
  ];
}

function test(
  scope: Construct,
  { project, environment, input }: DeliveryChecksProps,
  smokeTest: SmokeTest,
) {
  return new ScriptBuild(scope, `SmokeTest-${environment}`, {
    ...smokeTest,
    name: 'SmokeTest',
    commands: ['node smoke-test.mjs'],
    input,
    roleName: pipelineNames(project).smokeTestRole(environment),
  }).step;
}

function protect(
  scope: Construct,
  { project, environment, input }: DeliveryChecksProps,
  { roleArn, stacks }: StackProtection,
) {
  return new ScriptBuild(scope, `ProtectStacks-${environment}`, {
    name: 'ProtectStacks',
    commands: ['node protect-stacks.mjs'],
    input,
    roleName: pipelineNames(project).stackProtectionRole(environment),
    assumes: [roleArn],
    environment: {
      [PROTECT_STACKS_ENV.roleArn]: roleArn,
      [PROTECT_STACKS_ENV.stacks]: formatStacks(stacks),
    } satisfies ProtectStacksEnv,
  }).step;
}
