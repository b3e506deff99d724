import type { Emulator } from '../../../../rehearsal/emulator/emulator';
import { expectAllowedAndRecorded } from '../../../least-privilege/recorded-calls';
import type { Place } from '../../../least-privilege/symbols';
import { DEV, REGION, TOOLS } from '../../support/running-emulator';
import { senderOf } from './resources';

/** A line's own resources -> those of an environment that they stand for. */
const STAND_FOR: Place['standFor'] = {
  '<env>.Deliver': '<env>-deliver',
  '<env>.Feedback': '<env>-contact.FeedbackPartsRole',
  '<env>.Submit': '<env>-contact.SubmitPartsRole',
  '<env>.Queue': '<env>-submissions',
  '<env>.DeadLetters': '<env>-submissions-dead-letter',
  '<env>.Topic': '<env>-contact-events',
  '<env>.Guard': '<env>-contact.Guard',
  '<env>.Submissions': '<env>-storage.Submissions',
};

/** Looks at what all scenarios of a file have called, once they have been played. */
export async function expectLineCallsRecorded(
  by: string,
  emulator: Emulator,
  standFor = STAND_FOR,
): Promise<void> {
  const { endpoint, decisionsFile } = emulator;
  const placeOf = (stackAndName: string) => placeIn(stackAndName, standFor);
  await expectAllowedAndRecorded({ by, endpoint, decisionsFile, placeOf });
}

function placeIn(stackAndName: string, standFor: Place['standFor']): Place {
  const prefix = stackAndName.split(' ')[0] ?? '';
  return {
    prefix,
    account: DEV,
    region: REGION,
    toolsAccount: TOOLS,
    senders: [senderOf(prefix)],
    ...(standFor && { standFor }),
  };
}
