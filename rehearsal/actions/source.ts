import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownGit } from '../workspace/git';
import type { SourceAction } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { assertMayRead } from './clone';
import type { ActionHost } from './host';
import { sessionOf } from './session-name';
import {
  cloneReference,
  commitUrl,
  sourceGrant,
  sourceVariables,
  type TakenCommit,
} from './source-provider';

/** Writes the commit's files, or a reference to it, into the output artifact, under the action's role. */
export async function source(
  action: SourceAction,
  execution: Execution,
  host: ActionHost,
  logPath: string,
): Promise<ActionResult> {
  const [output] = action.outputs;
  if (output === undefined) return { status: 'failed', error: 'A source action needs an output' };
  const found = await find(action, execution, host);
  if ('error' in found) return { status: 'failed', ...found };
  const { commit, origin } = found;
  const from = action.branch === undefined ? '' : `, branch ${action.branch}`;
  await appendFile(logPath, `${action.repository}${from}, commit ${commit}\n`);

  const { region } = action;
  const role = await host.cloud.actionRole(action, execution.plan, sessionOf(action, execution));
  const grant = sourceGrant(action);
  if (grant) await assertMayRead(grant, `The action ${action.name}`, role, region, host.cloud);
  const artifacts = host.artifactsOf(execution);
  const reference = cloneReference(action, commit);
  if (reference) {
    await artifacts.putReference(output, reference, role, region);
  } else {
    const zipFile = join(host.scratch, `${crypto.randomUUID()}.zip`);
    await ownGit(origin, ['archive', '--format=zip', `--output=${zipFile}`, commit]);
    await artifacts.put(output, zipFile, role, region);
  }
  const taken = await read(commit, origin);
  const url = commitUrl(action, commit);
  return {
    status: 'succeeded',
    external: { id: commit, summary: summaryOf(action, taken), ...(url !== undefined && { url }) },
    variables: sourceVariables(action, taken),
  };
}

/**
 * The commit that the action takes, and the repository that stands for its provider: of the rehearsed
 * repository the commit of the execution, of another one the newest of the branch.
 */
async function find(
  action: SourceAction,
  { commit, plan }: Execution,
  host: Pick<ActionHost, 'origin' | 'otherSources'>,
): Promise<{ readonly commit: string; readonly origin: string } | { readonly error: string }> {
  const { branch, name, repository } = action;
  const ref = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  const tipOf = (origin: string, ...which: string[]) =>
    ownGit(origin, ['for-each-ref', '--format=%(objectname)', ...which, ref]);
  const other = host.otherSources.get(name);
  if (other !== undefined) {
    const tip = branch === undefined ? await ownGit(other, ['rev-parse', ref]) : await tipOf(other);
    if (tip !== '') return { commit: tip, origin: other };
    return { error: `the folder that stands for ${repository} has no branch ${branch ?? ''}` };
  }
  const primary = plan.sources.find((source) => source.name === plan.primarySource);
  if (primary && primary.repository !== repository) {
    return {
      error: `no folder stands for ${repository}, the source of ${name}: the rehearsed repository stands for ${primary.repository}. Give a clone of it: --source ${name}=<folder>`,
    };
  }
  const { origin } = host;
  // The rehearsal pushes to the configured branch. The pipeline may watch another one.
  // There may be a later push since the execution began to wait for the stage.
  if (branch !== undefined && (await tipOf(origin, '--contains', commit)) === '') {
    const tip = await tipOf(origin);
    const at = tip === '' ? 'has no such branch' : `is at ${tip} there`;
    return {
      error: `${repository} ${at}: the source action takes ${branch}, and ${commit} was pushed to the rehearsed branch`,
    };
  }
  return { commit, origin };
}

async function read(commit: string, origin: string): Promise<TakenCommit> {
  const format = '--format=%aI%x00%cI%x00%B';
  const shown = await ownGit(origin, ['show', '--no-patch', format, commit]);
  const [authorDate = '', committerDate = '', message = ''] = shown.split('\0');
  return { id: commit, authorDate, committerDate, message: message.trimEnd() };
}

function summaryOf({ provider, repository }: SourceAction, { message }: TakenCommit): string {
  if (provider === 'S3') return `Amazon S3 version id: ${repository}`;
  if (provider !== 'CodeStarSourceConnection') return message;
  // Always GitHub: the connection knows the real provider, but there is no connection here.
  return JSON.stringify({ ProviderType: 'GitHub', CommitMessage: message });
}
