import { toLocal } from '../emulator/coverage';
import { clientEnvironment } from '../emulator/client-environment';
import type { CodeBuildAction } from '../plan/plan';
import type { Execution } from '../runner/execution';
import { primarySource, type Build } from './build';
import type { BuildSpec } from './build-spec';
import type { ActionHost } from './host';
import { substitute } from './variables';

/** A variable has a type whose store the rehearsal does not read. */
export class VariableNotRehearsed extends Error {
  readonly code = 'VARIABLE_NOT_REHEARSED';
  constructor(name: string, type: string) {
    super(`${name} is a variable of type ${type}; the rehearsal supports only PLAINTEXT`);
    this.name = 'VariableNotRehearsed';
  }
}

/**
 * A build's environment. The project's variables override the build spec's, and the action's override the
 * project's. CodeBuild's own come last.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export async function buildEnvironment(
  action: CodeBuildAction,
  execution: Execution,
  host: ActionHost,
  build: Build,
  spec: BuildSpec,
): Promise<Record<string, string>> {
  const endpoints = await host.cloud.emulator.endpoints();
  const declared = [
    ...(build.project.environment?.environmentVariables ?? []),
    ...action.environment,
  ];
  const variables: Record<string, string> = { ...spec.env.variables };
  for (const { name = '', value = '', type = 'PLAINTEXT' } of declared) {
    if (type !== 'PLAINTEXT') throw new VariableNotRehearsed(name, type);
    // A stage's outputs have public addresses. On this machine, local ones answer for them.
    variables[name] = toLocal(substitute(value, execution.variables), endpoints);
  }
  const secondary = [...build.sources]
    .slice(1)
    .map(([artifact, folder]) => [`CODEBUILD_SRC_DIR_${artifact}`, folder] as const);
  const client = clientEnvironment(host.cloud.emulator, build.role, action.region);
  const nodeOptions = [client['NODE_OPTIONS'], variables['NODE_OPTIONS']];
  return {
    ...host.environment,
    ...variables,
    ...client,
    NODE_OPTIONS: nodeOptions.filter((options) => options !== undefined).join(' '),
    ...Object.fromEntries(secondary),
    CODEBUILD_SRC_DIR: primarySource(build),
    CODEBUILD_BUILD_ID: build.id,
    CODEBUILD_BUILD_ARN: `arn:aws:codebuild:${action.region}:${action.account}:build/${build.id}`,
    CODEBUILD_CI: 'true',
    CODEBUILD_INITIATOR: `codepipeline/${execution.plan.pipeline}`,
    CODEBUILD_RESOLVED_SOURCE_VERSION: execution.commit,
    CODEBUILD_SOURCE_VERSION: execution.commit,
    CODEBUILD_START_TIME: String(Date.now()),
  };
}
