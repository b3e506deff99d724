import type {
  ActionExecution,
  PipelineExecution,
} from '../../../lambdas/pipeline-notifications/core/history';

export const START = new Date('2026-11-25T12:00:00Z');

export const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

export const COMMIT = '3b6a2880fbefd1624da3b85ee5cc11eb8ea9da4f';
export const OTHER_COMMIT = 'a44f556a44f556a44f556a44f556a44f556a44f5';

/** A run of an action that took five minutes. */
export function run(
  where: string,
  begun: number,
  more: Partial<ActionExecution> = {},
): ActionExecution {
  const [stage = '', action = ''] = where.split('/');
  const [category, provider] = kindOf(action);
  return {
    id: `${where}@${begun}`,
    stage,
    action,
    category,
    provider,
    status: 'Succeeded',
    startedAt: after(begun),
    endedAt: after(begun + 5),
    variables: {},
    ...more,
  };
}

function kindOf(action: string): [string, string] {
  if (action === 'Source') return ['Source', 'CodeStarSourceConnection'];
  if (action === 'Approve') return ['Approval', 'Manual'];
  if (action === 'Check') return ['Invoke', 'Lambda'];
  return action.endsWith('.Deploy') ? ['Deploy', 'CloudFormation'] : ['Build', 'CodeBuild'];
}

/** Fetches a commit that was written an hour before. */
export function source(begun = 0, message = 'feat(site): a new page\n\nWhy.', id = COMMIT) {
  return run('Source/Source', begun, {
    variables: {
      CommitId: id,
      CommitMessage: message,
      AuthorDate: after(begun - 60).toISOString(),
    },
  });
}

/** Everything up to prod's end, from a minute on. */
export function release(begun = 0, message?: string, id?: string): ActionExecution[] {
  return [
    source(begun, message, id),
    run('Build/Synth', begun + 5),
    run('dev/contact.Deploy', begun + 10),
    run('prod/Approve', begun + 15),
    run('prod/contact.Deploy', begun + 20),
    run('prod/SmokeTest', begun + 25),
  ];
}

/** The same, failed at an action, which is the last one. */
export function failedAt(
  where: string,
  begun = 0,
  more: Partial<ActionExecution> = {},
): ActionExecution[] {
  const runs = release(begun);
  const index = runs.findIndex(({ stage, action }) => `${stage}/${action}` === where);
  return [
    ...runs.slice(0, index),
    run(where, (runs[index]?.startedAt.getTime() ?? 0) / 60_000 - START.getTime() / 60_000, {
      status: 'Failed',
      ...more,
    }),
  ];
}

export function execution(id: string, status: string, begun = 0): PipelineExecution {
  return { id, status, startedAt: after(begun), commitId: COMMIT };
}
