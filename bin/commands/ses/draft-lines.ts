import type { EnvironmentConfig } from '../../../lib/config/config';
import { shellWord } from '../../../lambdas/shared/shell-word';
import type { Draft } from './draft';

/** The draft as a person reads it. */
export function draftLines(
  { name, region }: Pick<EnvironmentConfig, 'name' | 'region'>,
  { needed, reasons, first, recipients, command, text }: Draft,
): string {
  const title = needed
    ? `${name} needs production access of SES in ${region}:`
    : `${name} needs no production access of SES in ${region}:`;
  const verify = [
    needed
      ? 'Until AWS has granted it, and in any case without it, SES mails to verified addresses only:'
      : 'SES mails to verified addresses only. Verify each once, and click the link in the mail that comes:',
    ...recipients.map(
      (address) =>
        `  aws sesv2 create-email-identity --region ${region} --email-identity ${shellWord(address)}`,
    ),
    `\`npx waypost doctor ${name}\` says which are still missing.`,
  ];
  return [
    title,
    ...reasons.map((reason) => `  - ${reason}`),
    '',
    ...(command === undefined || text === undefined
      ? []
      : [
          ...first.flatMap((line) => [line, '']),
          `Ask with credentials of ${name}'s account, after you have read it:`,
          `  aws ${shellLines(command)}`,
          '',
          'AWS answers within a day, by mail and in the Support Center, and asks about the use. Answer with this text, if it is true of you:',
          '',
          text,
        ]),
    ...verify,
    '',
  ].join('\n');
}

/** An option a line. */
function shellLines(command: readonly string[]): string {
  return command.map(shellWord).join(' ').replaceAll(' --', ' \\\n    --');
}
