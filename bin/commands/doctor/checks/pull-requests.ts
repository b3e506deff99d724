import type { Config } from '../../../../lib/config/config';
import { pipelineNames } from '../../../../lib/naming';
import { type Finding, toDo } from '../finding';
import type { AccountView } from '../ports';
import { checkStacks } from './stacks';

/** Whether the build of pull requests exists if, and only if, the owner wants it. */
export async function checkPullRequests(
  { project, source, tools: { region } }: Pick<Config, 'project' | 'source' | 'tools'>,
  account: AccountView,
): Promise<Finding[]> {
  const name = pipelineNames(project).pullRequestStack;
  if (source.pullRequests) {
    const { findings } = await checkStacks(
      [{ name, region }],
      'The last stage of the pipeline makes it. If a release has failed there: docs/runbook.md, "A release failed after production".',
      account,
    );
    return findings;
  }
  // The pipeline does not delete stacks that it no longer deploys.
  if ((await account.stack(name, region)) === undefined) return [];
  return [
    toDo(
      `stack ${name} still exists, although pullRequests is false`,
      `aws cloudformation delete-stack --stack-name ${name} --region ${region}`,
    ),
  ];
}
