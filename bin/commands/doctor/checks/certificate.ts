import type { EnvironmentConfig } from '../../../../lib/config/config';
import { type Finding, fine, toDo, wrong } from '../finding';
import type { CertificateView } from '../ports';

/** ACM renews weeks before this. https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
const RENEWED_BEFORE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whether browsers trust the environment's domain, and will next month. */
export function checkCertificate(
  { delegated, domain }: Pick<EnvironmentConfig, 'delegated' | 'domain'>,
  certificate: CertificateView | undefined,
  now: Date,
): Finding[] {
  if (certificate === undefined) {
    return delegated
      ? [toDo(`there is no certificate for ${domain} yet`, 'Push: the DNS stack makes it.')]
      : [];
  }
  const { status, failure, notAfter, renewal } = certificate;
  if (status === 'PENDING_VALIDATION') {
    return [
      wrong(
        `ACM has not seen the certificate's records of ${domain}`,
        '`--live-dns` says whether public DNS asks the zone. ACM gives up after 72 hours.',
      ),
    ];
  }
  if (status !== 'ISSUED' || notAfter === undefined) {
    return [
      wrong(
        `the certificate for ${domain} is ${status}${failure === undefined ? '' : ` (${failure})`}`,
        'ACM console, in us-east-1, says what to do.',
      ),
    ];
  }
  const days = Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS);
  const says = `the certificate for ${domain} is valid for ${days} days`;
  if (days >= RENEWED_BEFORE_DAYS) return [fine(says)];
  return [
    wrong(
      `${says}, and ACM has not renewed it${renewal === undefined ? '' : ` (${renewal})`}`,
      'ACM renews weeks before the end, if public DNS still has its CNAME records and CAA allows amazon.com: `--live-dns` says so.',
    ),
  ];
}
