import { clientSettings } from '../terminal/client-settings';
import type { SubmissionsPorts } from './ports';
import { awsCloud } from './adapters/aws-cloud';
import { mailProgram } from './adapters/mail-program';
import { processDesk } from '../terminal/process-desk';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function submissionsPorts(root: string): SubmissionsPorts {
  return {
    open: (place, rehearsal, names) =>
      awsCloud(place, names, clientSettings(root, place, rehearsal)),
    desk: processDesk,
    openMail: mailProgram,
  };
}
