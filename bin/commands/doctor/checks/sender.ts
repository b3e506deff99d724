import type { ContactConfig, EnvironmentConfig } from '../../../../lib/config/config';
import { senderOf, ZONE_NAMES } from '../../../../lib/naming';
import { shellWord } from '../../../../lambdas/shared/shell-word';
import { type Finding, fine, wrong } from '../finding';
import type { AccountView, MailIdentity } from '../ports';

const SEEN = 'SUCCESS';

/** Whether SES may send from the environment's address, signed and with bounces coming back. */
export async function checkSender(
  { delegated, domain, region }: Pick<EnvironmentConfig, 'delegated' | 'domain' | 'region'>,
  { sender }: Pick<ContactConfig, 'sender'>,
  account: AccountView,
): Promise<Finding[]> {
  if (!delegated) return [checkAddress(sender, region, await account.mailIdentity(sender))];
  const identity = await account.mailIdentity(domain);
  if (identity === undefined) {
    return [wrong(`SES does not know ${domain}`, 'Push: the email stack makes the identity.')];
  }
  return [...domainFindings(domain, identity)];
}

function checkAddress(sender: string, region: string, identity?: MailIdentity): Finding {
  if (identity?.verified === true) return fine(`mail comes from ${sender}, which is verified`);
  return wrong(
    `mail cannot be sent: ${sender} is not verified`,
    'Click the link in the mail "Amazon Web Services – Email Address Verification Request".',
    'It is valid for a day. To get another:',
    `aws ses verify-email-identity --region ${region} --email-address ${shellWord(sender)}`,
  );
}

function* domainFindings(
  domain: EnvironmentConfig['domain'],
  { verified, dkim, mailFrom }: MailIdentity,
): Iterable<Finding> {
  const wait =
    'SES looks for up to three days. `--live-dns` says whether public DNS has the records.';
  if (verified) yield fine(`mail comes from ${senderOf(domain)}, whose domain is verified`);
  else yield wrong(`mail cannot be sent: SES has not verified ${domain}`, wait);
  if (dkim === SEEN) yield fine('SES has seen the DKIM records and signs mail');
  else yield wrong(`mail is not signed: SES's check of the DKIM records is ${dkim}`, wait);
  const bounces = `${ZONE_NAMES.mailFrom}.${domain}`;
  if (mailFrom === SEEN) yield fine(`bounces go to ${bounces}, so SPF matches the domain`);
  else yield wrong(`SES's check of the records of ${bounces} is ${mailFrom}`, wait);
}
