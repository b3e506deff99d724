import type { SubmissionsPorts } from './ports';
import { awsCloud } from './adapters/aws-cloud';
import { processDesk } from '../terminal/process-desk';
import { rehearsalCloud } from './adapters/rehearsal-cloud';

/** @param root Of the repository, whose rehearsal is meant by `--rehearsal`. */
export function submissionsPorts(root: string): SubmissionsPorts {
  return { account: awsCloud, rehearsal: rehearsalCloud(root), desk: processDesk };
}
