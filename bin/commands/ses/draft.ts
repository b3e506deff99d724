import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import { ALARMS } from '../../../lib/environment/monitoring/alarms';
import { senderOf } from '../../../lib/naming';

/** What the sandbox allows in 24 hours. https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html */
const SANDBOX_MAILS_A_DAY = 200;
const DAYS_A_MONTH = 30;
/** AdditionalContactEmailAddresses of PutAccountDetails. */
const MOST_CONTACTS = 4;

export interface Draft {
  readonly needed: boolean;
  /** Why it is needed, or why not. */
  readonly reasons: readonly string[];
  /** What to do before AWS is asked. */
  readonly first: readonly string[];
  /** Addresses that must be verified while the account is in the sandbox. */
  readonly recipients: readonly string[];
  /** Arguments of the AWS CLI: PutAccountDetails. Only if it is needed. */
  readonly command?: readonly string[];
  /** The answer to what AWS asks about the use. Only if it is needed. */
  readonly text?: string;
}

/** @param messages that the owner expects in a month */
export function draftOf(
  { contact, notifications }: Pick<Config, 'contact' | 'notifications'>,
  environment: Pick<EnvironmentConfig, 'domain' | 'region' | 'delegated'>,
  messages: number,
): Draft {
  const { domain, region, delegated } = environment;
  const receipts = contact.forms.filter(({ receipt }) => receipt).map(({ name }) => name);
  // The owner's mail counts once for each of its recipients.
  const recipientsOfForm = Math.max(...contact.forms.map((form) => form.recipients.length));
  const mails = messages * (recipientsOfForm + (receipts.length > 0 ? 1 : 0));
  const aDay = Math.ceil(mails / DAYS_A_MONTH);
  const reasons = [
    ...receipts.map(
      (name) => `the form "${name}" sends receipts to visitors, whom nobody can verify`,
    ),
    ...(aDay > SANDBOX_MAILS_A_DAY
      ? [`${aDay} mails a day are more than the ${SANDBOX_MAILS_A_DAY} of the sandbox`]
      : []),
  ];
  const recipients = [...new Set(contact.forms.flatMap((form) => form.recipients))];
  if (reasons.length === 0) {
    return {
      needed: false,
      reasons: [
        'no form sends receipts, so SES mails only to your own recipients',
        `${aDay} mails a day are within the ${SANDBOX_MAILS_A_DAY} of the sandbox`,
      ],
      first: [],
      recipients,
    };
  }
  const website = `https://${domain}`;
  return {
    needed: true,
    reasons,
    first: delegated
      ? []
      : [
          `Delegate ${domain} first ("delegated: true"): AWS looks at ${website} and at the sender's domain.`,
        ],
    recipients,
    command: [
      'sesv2',
      'put-account-details',
      '--region',
      region,
      '--production-access-enabled',
      '--mail-type',
      'TRANSACTIONAL',
      '--website-url',
      website,
      '--contact-language',
      'EN',
      '--additional-contact-email-addresses',
      ...notifications.slice(0, MOST_CONTACTS),
    ],
    text: useCase({
      website,
      sender: delegated ? senderOf(domain) : contact.sender,
      forms: contact.forms.map(({ name }) => name),
      receipts,
      proofOfWork: contact.forms.every((form) => form.proofOfWork),
      messages,
      aDay,
      recipients: recipients.length,
    }),
  };
}

interface Use {
  readonly website: string;
  readonly sender: string;
  readonly forms: readonly string[];
  readonly receipts: readonly string[];
  /** Of every form. */
  readonly proofOfWork: boolean;
  readonly messages: number;
  readonly aDay: number;
  readonly recipients: number;
}

/** Answers, in their order, what AWS's page and its reply to a request ask for. */
function useCase({
  website,
  sender,
  forms,
  receipts,
  proofOfWork,
  messages,
  aDay,
  recipients,
}: Use): string {
  const percent = (fraction: number) => `${Number((fraction * 100).toFixed(2))} %`;
  return [
    `We send transactional mail from ${sender} for the contact ${forms.length === 1 ? 'form' : 'forms'} of ${website} (${forms.join(', ')}).`,
    '',
    'What we send, and how often:',
    `- For each message that a visitor sends through a form, one mail to us, the site's owner (${recipients} ${recipients === 1 ? 'address' : 'addresses'} of our own).`,
    ...(receipts.length === 0
      ? []
      : [
          `- A receipt to the visitor who sent it (${receipts.join(', ')}): at most one for each address and day, and none for a message that looks like spam. It says only that the message has arrived, with its number and time.`,
        ]),
    `- We expect ${messages} messages a month, about ${aDay} mails a day. We send no newsletters and no advertising.`,
    '',
    'How we get our recipients:',
    '- There is no list. A visitor types the address into the form when writing to us, and it is used for that message alone.',
    `- Against programs ${proofOfWork ? 'a proof of work, ' : ''}a rate limit and a hidden field guard the form. The API is throttled.`,
    '',
    'Bounces and complaints:',
    '- Addresses that bounced or complained are on the suppression list and get no second mail.',
    `- Each bounce and complaint is reported to a function, which records it with its message. Alarms tell us when three receipts of a day bounce or are complained of, at ${percent(ALARMS['bounce-rate'].threshold)} of bounces and at ${percent(ALARMS['complaint-rate'].threshold)} of complaints.`,
    '- Then we switch the receipts off, with one setting, until the cause is found.',
    '',
    'Unsubscribing: there is nothing to unsubscribe from. A visitor gets one mail for a message of their own, and no other.',
    '',
  ].join('\n');
}
