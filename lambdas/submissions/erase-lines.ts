import { count } from './count';
import type { EraseReport } from './erase-report';
import { shellWord } from '../shared/shell-word';

/** Lines for a person: what was done, and what is left to do elsewhere. */
export function eraseLines(report: EraseReport): string {
  const { environment, region, email, erased, mentionedIn, outOfReach } = report;
  return [
    `Erased from ${email} in ${environment}:`,
    `  ${count(erased.submissions.length, 'submission')} in the table`,
    ...erased.submissions.map((id) => `    ${id}`),
    `  ${count(erased.queuedMessages, 'message')} in the queue`,
    `  ${count(erased.deadLetters, 'message')} in the dead-letter queue`,
    `  ${count(erased.receipts, 'record')} of receipts of today and yesterday (a hash each)`,
    ...(mentionedIn.length === 0
      ? []
      : [
          '',
          'Kept, because they are from other addresses, though their text or your note names this one:',
        ]),
    ...mentionedIn.map((id) => `  ${id}`),
    '',
    'Out of reach:',
    ...inFlight(report),
    `  Mail: ${mails(outOfReach)}`,
    `  Point-in-time recovery is ${recovery(outOfReach)}`,
    `  Backups: ${backups(outOfReach)} One that you made yourself may still have it.`,
    '  Reports of SES on its mails: a report that could not be recorded stays in the dead-letter queue of feedback, 14 days at most.',
    '  SES suppression list: it has the address if mail to it bounced or got a complaint. To remove it:',
    `    aws sesv2 delete-suppressed-destination --region ${region} --email-address ${shellWord(email)}`,
    'The logs hold no addresses and no text of messages.',
    '',
  ].join('\n');
}

function inFlight({ outOfReach: { inFlight, delayed } }: EraseReport): string[] {
  if (inFlight + delayed === 0) return ['  Messages in flight: none.'];
  return [
    `  Messages in flight: ${inFlight} being delivered or waiting for a retry, ${delayed} delayed. Nobody can`,
    '    look into them now. Run this again in 15 minutes.',
  ];
}

function mails({ mailed }: EraseReport['outOfReach']): string {
  return mailed === 0
    ? 'none of the erased submissions had been mailed.'
    : `${mailed} of the erased submissions had been mailed. Delete such mail in the recipients' mailboxes.`;
}

function recovery({ pointInTimeRecovery, recoveryDays }: EraseReport['outOfReach']): string {
  return pointInTimeRecovery
    ? `on: for ${recoveryDays} days from now the table can be restored as it was. Erase again after you restore.`
    : 'off.';
}

function backups({ backupDays }: EraseReport['outOfReach']): string {
  return backupDays === 0
    ? 'none daily.'
    : `the last backup of AWS Backup that has it is deleted in ${backupDays} days.`;
}
