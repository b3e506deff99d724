import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BatchGetProjectsCommand,
  StartBuildCommand,
  type Project,
} from '@aws-sdk/client-codebuild';
import { accountCredentials, type Cloud } from '../emulator/cloud';
import type { CodeBuildAction } from '../plan/plan';
import { awsCliNoticeIn } from '../processes/aws-cli';
import { logExcerpt, ProcessFailed } from '../processes/processes';
import type { ActionResult, Execution } from '../runner/execution';
import { primarySource, type Build } from './build';
import { zipArtifact } from './build-artifacts';
import { openBuildLog } from './build-log';
import { buildEnvironment } from './build-environment';
import { buildFailure, followCommands, writeBuildScript } from './build-script';
import { BuildSpecError, isInline, parseBuildSpec, type BuildSpec } from './build-spec';
import { assertMayRead, cloneInto } from './clone';
import type { ActionHost } from './host';
import { sessionOf } from './session-name';
import { unbuiltIn } from './unbuilt-images';

/** Runs a project's deployed build spec on the action's input artifacts. */
export async function codeBuild(
  action: CodeBuildAction,
  execution: Execution,
  host: ActionHost,
  logPath: string,
): Promise<ActionResult> {
  const build = await start(action, execution, host);
  try {
    const spec = await buildSpecOf(build);
    const specToRun = host.specToRun?.(spec) ?? spec;
    const script = await writeBuildScript(specToRun, join(build.folder, 'script'));
    const env = await buildEnvironment(action, execution, host, build, spec);
    await appendFile(logPath, '');
    const log = await openBuildLog(build, action.region, host);
    let fault: ProcessFailed | undefined;
    const stopFollowing = followCommands(spec, script.progress, (command) => {
      host.progress(action, execution, command);
    });
    try {
      await host.processes.run({
        file: 'bash',
        args: ['--noprofile', '--norc', script.script],
        cwd: primarySource(build),
        env,
        logFile: logPath,
        timeoutMs: host.limits.build(build.project.timeoutInMinutes),
      });
    } catch (error) {
      if (!(error instanceof ProcessFailed)) throw error;
      fault = error;
    } finally {
      stopFollowing();
    }
    await log.write(logPath);
    const text = await readFile(logPath, 'utf8');
    for (const notice of [unbuiltIn(text), awsCliNoticeIn(text)]) {
      if (notice !== undefined) host.notice(`${action.stage}.${action.name}: ${notice}`);
    }
    for (const group of Object.keys(spec.reports)) {
      host.notice(`${action.stage}.${action.name}: the report ${group} is recorded, not made`);
    }
    const failure = buildFailure(spec, await readFile(script.progress, 'utf8'), fault);
    if (failure !== undefined) {
      const error = `Build ${build.id} failed in ${failure}${logExcerpt(logPath)}`;
      return { status: 'failed', error, external: external(build, action) };
    }
    const artifacts = host.artifactsOf(execution);
    for (const output of action.outputs) {
      const zipFile = join(host.scratch, `${crypto.randomUUID()}.zip`);
      await zipArtifact(spec, output, action.outputs, primarySource(build), zipFile);
      await artifacts.put(output, zipFile, build.role, action.region);
    }
    return {
      status: 'succeeded',
      external: external(build, action),
      variables: parseExported(await readFile(script.exported, 'utf8')),
    };
  } finally {
    // A tree with node_modules takes half a gigabyte. If it cannot be removed, the build has not failed.
    host.discard(build.folder);
  }
}

function external({ id }: Build, { account, project, region }: CodeBuildAction) {
  const builds = `https://${region}.console.aws.amazon.com/codesuite/codebuild/${account}/projects/${project}/build`;
  return { id, url: `${builds}/${encodeURIComponent(id)}/?region=${region}` };
}

async function start(
  action: CodeBuildAction,
  execution: Execution,
  host: ActionHost,
): Promise<Build> {
  const { cloud } = host;
  // The action's role starts the build. The emulator only records it.
  const actionRole = await cloud.actionRole(action, execution.plan, sessionOf(action, execution));
  await cloud
    .codeBuild(actionRole, action.region)
    .send(new StartBuildCommand({ projectName: action.project }));
  const project = await projectOf(action, cloud);
  if (!project?.serviceRole) throw new Error(`There is no build project ${action.project}`);

  const uuid = sessionOf(action, execution);
  const role = await cloud.emulator.assumeServiceRole({
    roleArn: project.serviceRole,
    service: 'codebuild.amazonaws.com',
    sessionName: `AWSCodeBuild-${uuid}`,
    region: action.region,
  });
  const folder = join(host.builds, uuid);
  const artifacts = host.artifactsOf(execution);
  const sources = new Map<string, string>();
  const primary = action.primarySource ?? action.inputs[0];
  const inputs = [...action.inputs].sort((a, b) => Number(b === primary) - Number(a === primary));
  for (const input of inputs) {
    const target = join(folder, input === primary ? 'src' : `src-${input}`);
    await mkdir(target, { recursive: true });
    const clone = await artifacts.fetchReference(input, role, action.region);
    if (clone) {
      const who = `The build project ${action.project}`;
      await assertMayRead(clone.needs, who, role, action.region, cloud);
      await cloneInto(target, clone, host.otherSources.get(clone.source) ?? host.origin);
    } else await artifacts.unpack(input, target, role, action.region);
    sources.set(input, target);
  }
  return { id: `${action.project}:${uuid}`, project, role, folder, sources };
}

/** The deployed project of an action, or `undefined` if there is none. */
export async function projectOf(
  action: CodeBuildAction,
  cloud: Cloud,
): Promise<Project | undefined> {
  const { projects = [] } = await cloud
    .codeBuild(accountCredentials(action.account), action.region)
    .send(new BatchGetProjectsCommand({ names: [action.project] }));
  return projects[0];
}

async function buildSpecOf(build: Build): Promise<BuildSpec> {
  const declared = build.project.source?.buildspec ?? '';
  const name = build.project.name ?? '';
  if (declared !== '' && isInline(declared)) {
    return parseBuildSpec(declared, `The build spec of the project ${name}`);
  }
  const file = declared === '' ? 'buildspec.yml' : declared;
  const origin = `${file}, the build spec of the project ${name},`;
  try {
    return parseBuildSpec(await readFile(join(primarySource(build), file), 'utf8'), origin);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new BuildSpecError(origin, ['its input artifact has no such file'], { cause: error });
    }
    throw error;
  }
}

function parseExported(text: string): Record<string, string> {
  const entries = text.split('\0').filter((entry) => entry !== '');
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}
