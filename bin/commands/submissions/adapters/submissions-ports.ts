import type { SubmissionsPorts } from '../ports';
import { awsCloud } from './aws-cloud';
import { processDesk } from './process-desk';
import { rehearsalCloud } from './rehearsal-cloud';

/** @param root Of the repository, whose rehearsal is meant by `--rehearsal`. */
export function submissionsPorts(root: string): SubmissionsPorts {
  return { account: awsCloud, rehearsal: rehearsalCloud(root), desk: processDesk };
}
