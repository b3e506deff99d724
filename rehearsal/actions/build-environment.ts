import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { toLocal } from '../emulator/coverage';
import { clientEnvironment } from '../emulator/client-environment';
import { HOME_PYTHON } from '../processes/child-environment';
import type { CodeBuildAction } from '../plan/plan';
import type { Execution } from '../runner/execution';
import { primarySource, type Build } from './build';
import type { BuildSpec } from './build-spec';
import type { ActionHost } from './host';
import { parameterValue, secretValue } from './stored-variables';
import { substitute } from './variables';

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
  const store = { cloud: host.cloud, role: build.role, region: action.region };
  const variables: Record<string, string> = { ...spec.env.variables };
  const ofSpec = [
    ...declaredAs('PARAMETER_STORE', spec.env['parameter-store']),
    ...declaredAs('SECRETS_MANAGER', spec.env['secrets-manager']),
  ];
  for (const { name = '', value = '', type = 'PLAINTEXT' } of [...ofSpec, ...declared]) {
    const given = substitute(value, execution.variables);
    // A stage's outputs have public addresses. On this machine, local ones answer for them.
    if (type === 'PLAINTEXT') variables[name] = toLocal(given, endpoints);
    else if (type === 'PARAMETER_STORE') variables[name] = await parameterValue(name, given, store);
    else variables[name] = await secretValue(name, given, store);
  }
  const secondary = [...build.sources]
    .slice(1)
    .map(([artifact, folder]) => [`CODEBUILD_SRC_DIR_${artifact}`, folder] as const);
  const client = clientEnvironment(host.cloud.emulator, build.role, action.region);
  const nodeOptions = [client['NODE_OPTIONS'], variables['NODE_OPTIONS']];
  return {
    ...host.environment,
    ...(await ownTools(host.environment, build.folder)),
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

/**
 * Each build on AWS has a container of its own. So what one installs with `npm install -g` or `pip`, or writes
 * into its HOME, no other build has; and two side by side do not replace each other's commands.
 */
async function ownTools(
  { HOME, PATH = '' }: Readonly<Record<string, string>>,
  folder: string,
): Promise<Record<string, string>> {
  const home = join(folder, 'home');
  const prefix = join(folder, 'npm-prefix');
  await mkdir(home, { recursive: true });
  const npmrc = join(HOME ?? '', '.npmrc');
  // The registry and its credentials.
  if (HOME !== undefined && existsSync(npmrc)) await copyFile(npmrc, join(home, '.npmrc'));
  return {
    HOME: home,
    NPM_CONFIG_PREFIX: prefix,
    PATH: [join(prefix, 'bin'), join(home, HOME_PYTHON, 'bin'), PATH].join(delimiter),
  };
}

function declaredAs<Type extends string>(type: Type, variables: Readonly<Record<string, string>>) {
  return Object.entries(variables).map(([name, value]) => ({ name, value, type }));
}
