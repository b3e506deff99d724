import { clientSettings } from '../terminal/client-settings';
import type { SubmissionsPorts } from './ports';
import { awsCloud } from './adapters/aws-cloud';
import { mailProgram } from './adapters/mail-program';
import { processDesk } from '../terminal/process-desk';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function submissionsPorts(root: string): SubmissionsPorts {
  return {
    open: (target, rehearsal, names) =>
      awsCloud(target, names, clientSettings(root, target, rehearsal)),
    desk: processDesk,
    openMail: mailProgram,
  };
}
