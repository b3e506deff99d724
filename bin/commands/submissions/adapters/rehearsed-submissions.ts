import { environmentNames } from '../../../../lib/naming';
import { credentialsOf } from '../../../../rehearsal/emulator/client-environment';
import type { EnvironmentConfig } from '../../../../lib/config/config';
import type { ProjectName } from '../../../../lib/types/branded';
import type { SubmissionView } from '../../../../rehearsal/console/cloud/views';
import { isCoded } from '../../terminal/explain';
import { notes } from '../list';
import { selectSubmissions } from '../../../../lambdas/submissions/select';
import { awsCloud } from './aws-cloud';

/** Submissions of an environment in a rehearsal, newest first; empty before it is deployed. */
export async function rehearsedSubmissions(
  project: ProjectName,
  environment: EnvironmentConfig,
  endpoint: string,
): Promise<readonly SubmissionView[]> {
  const { stacks, submissionQueue, deadLetterQueue } = environmentNames(project, environment.name);
  const names = {
    storageStack: stacks.storage,
    contactStack: stacks.contact,
    submissionQueue,
    deadLetterQueue,
  };
  const settings = { endpoint, credentials: credentialsOf(environment) };
  try {
    const table = await awsCloud(environment, names, settings).table();
    const found = await selectSubmissions(table, {}, new Date());
    return found.map((submission) => ({
      environment: environment.name,
      id: submission.id,
      receivedAt: submission.receivedAt,
      form: submission.form,
      status: submission.status,
      notes: notes(submission),
      values: submission.values,
    }));
  } catch (error) {
    if (isCoded(error, 'NOT_DEPLOYED')) return [];
    throw error;
  }
}
