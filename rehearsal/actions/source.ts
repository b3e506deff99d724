import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownGit } from '../workspace/git';
import type { SourceAction } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { assertMayUse } from './connection';
import type { ActionHost } from './host';
import { sessionOf } from './session-name';

/** Writes the commit's files, or a reference to it, into the output artifact, under the action's role. */
export async function source(
  action: SourceAction,
  execution: Execution,
  host: ActionHost,
  logPath: string,
): Promise<ActionResult> {
  const [output] = action.outputs;
  if (output === undefined) return { status: 'failed', error: 'A source action needs an output' };
  const { commit } = execution;
  await appendFile(logPath, `${action.repository}, branch ${action.branch}, commit ${commit}\n`);

  // The rehearsal pushes to the configured branch. The pipeline may watch another one.
  const branch = `refs/heads/${action.branch}`;
  const branchTip = (...which: string[]) =>
    ownGit(host.origin, ['for-each-ref', '--format=%(objectname)', ...which, branch]);
  // There may be a later push since the execution began to wait for the stage.
  if ((await branchTip('--contains', commit)) === '') {
    const tip = await branchTip();
    const found = tip === '' ? 'has no such branch' : `is at ${tip} there`;
    const error = `${action.repository} ${found}: the source action takes ${action.branch}, and ${commit} was pushed to the branch that waypost.config.ts names`;
    return { status: 'failed', error };
  }

  const role = await host.cloud.actionRole(action, execution.plan, sessionOf(action, execution));
  const { connectionArn, region, repository } = action;
  await assertMayUse(connectionArn, `The action ${action.name}`, role, region, host.cloud);
  const artifacts = host.artifactsOf(execution);
  if (action.outputFormat === 'CODEBUILD_CLONE_REF') {
    const reference = { connectionArn, repository, commit };
    await artifacts.putReference(output, reference, role, region);
  } else {
    const zipFile = join(host.scratch, `${crypto.randomUUID()}.zip`);
    await ownGit(host.origin, ['archive', '--format=zip', `--output=${zipFile}`, commit]);
    await artifacts.put(output, zipFile, role, region);
  }

  const [date = '', message = ''] = (
    await ownGit(host.origin, ['show', '--no-patch', '--format=%aI%x00%B', commit])
  ).split('\0');
  const redirect = new URLSearchParams({
    connectionArn,
    referenceType: 'COMMIT',
    FullRepositoryId: repository,
    Commit: commit,
  });
  return {
    status: 'succeeded',
    external: {
      id: commit,
      // Always GitHub: the connection knows the real provider, but there is no connection here.
      summary: JSON.stringify({ ProviderType: 'GitHub', CommitMessage: message.trimEnd() }),
      url: `https://${region}.console.aws.amazon.com/codesuite/settings/connections/redirect?${redirect.toString()}`,
    },
    // https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
    variables: {
      AuthorDate: date,
      BranchName: action.branch,
      CommitId: commit,
      CommitMessage: message.trimEnd(),
      ConnectionArn: connectionArn,
      FullRepositoryName: repository,
    },
  };
}
