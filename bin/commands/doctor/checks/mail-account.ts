import type { ContactConfig, EnvironmentConfig } from '../../../../lib/config/config';
import { shellWord } from '../../../../lambdas/shared/shell-word';
import { type Finding, fine, toDo, wrong } from '../finding';
import type { AccountView, MailAccount } from '../ports';

type Environment = Pick<EnvironmentConfig, 'name' | 'kind' | 'region'>;

/** Whether SES sends mail for the account, and to whom. */
export async function checkMailAccount(
  environment: Environment,
  { forms }: Pick<ContactConfig, 'forms'>,
  account: AccountView,
): Promise<Finding[]> {
  const state = await account.mailAccount();
  if (state.productionAccess)
    return [...standing(state), fine(`SES sends to anyone, ${quota(state)}`)];
  const { kind, region } = environment;
  const refused = await unverified(
    forms.flatMap(({ recipients }) => recipients),
    account,
  );
  const receipts = forms.filter(({ receipt }) => receipt).map(({ name }) => name);
  return [
    ...standing(state),
    ...refused.map((address) =>
      wrong(
        `SES refuses mail to ${address}: the account is in the sandbox and the address is not verified`,
        `aws sesv2 create-email-identity --region ${region} --email-identity ${shellWord(address)}`,
        'and click the link in the mail that comes from AWS; or leave the sandbox.',
      ),
    ),
    sandbox(environment, state, receipts, kind === 'production' && receipts.length > 0),
  ];
}

/** AWS may stop an account that bounces too much. */
function standing({ enforcement, sendingEnabled }: MailAccount): Finding[] {
  if (enforcement === 'HEALTHY' && sendingEnabled) return [];
  return [
    wrong(
      enforcement === 'PROBATION'
        ? 'AWS reviews how this account sends mail, and may stop it'
        : 'SES has paused the mail of this account',
      "SES console > Reputation metrics says why. Answer AWS's case in the Support Center.",
      'Mail that waits meanwhile is sent by itself (docs/runbook.md, "Mail is parked").',
    ),
  ];
}

function sandbox(
  { name, kind }: Environment,
  state: MailAccount,
  receipts: readonly string[],
  isWrong: boolean,
): Finding {
  const says =
    `SES's sandbox: mail goes to verified addresses only, ${quota(state)}` +
    (receipts.length === 0 ? '' : `; no visitor gets the receipt of ${receipts.join(', ')}`);
  if (state.review === 'PENDING') {
    return toDo(says, 'You have asked for production access. AWS answers within a day, by mail.');
  }
  if (kind === 'development' && receipts.length === 0)
    return fine(`${says}. Enough for development`);
  return (isWrong ? wrong : toDo)(
    says,
    ...(state.review === 'DENIED'
      ? ["AWS has denied production access: answer AWS's case in the Support Center."]
      : []),
    `npx waypost ses request ${name}`,
    'says whether you need production access, and drafts the request (docs/email.md).',
  );
}

function quota({ perDay, perSecond, sentLastDay }: MailAccount): string {
  return `${perDay} a day and ${perSecond} a second; ${sentLastDay} in the last 24 hours`;
}

async function unverified(addresses: readonly string[], account: AccountView): Promise<string[]> {
  const found: string[] = [];
  for (const address of new Set(addresses)) {
    if (!(await isVerified(address, account))) found.push(address);
  }
  return found;
}

/** The address itself, or a domain that it is in. */
async function isVerified(address: string, account: AccountView): Promise<boolean> {
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.');
  const domains = labels.slice(0, -1).map((_, start) => labels.slice(start).join('.'));
  for (const identity of [address, ...domains]) {
    if ((await account.mailIdentity(identity))?.verified === true) return true;
  }
  return false;
}
