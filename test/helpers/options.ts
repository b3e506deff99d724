import type { EnvironmentInput } from '../../lib/config/environment/environment';
import { EVERY_RECORD } from './every-record';

/**
 * What an owner may switch on in an environment, each with all that it needs: the combinations of
 * these are synthesized, and each is rehearsed alone and with all others.
 */
export const OPTIONS = {
  delegated: { delegated: true },
  protectData: { protectData: true },
  tracing: { tracing: true },
  restrictSending: { restrictSending: true },
  ownersPage: { ownersPage: true },
  records: { records: EVERY_RECORD },
  dnssec: { dnssec: 'signing' },
  queryLogs: { queryLogs: true },
  mailPolicies: {
    delegated: true,
    records: EVERY_RECORD,
    mtaSts: 'enforce',
    tlsReports: 'tls@example.com',
    dmarc: { policy: 'quarantine', testing: true, reportsTo: ['dmarc@example.com'] },
  },
  network: { network: { vpc: true } },
  customerKeys: { customerKeys: true },
  webhooks: {
    webhooks: [
      { name: 'crm', form: 'contact', content: true },
      { name: 'team', form: 'contact', format: 'slack', content: false },
    ],
  },
  anomalyMonitor: { anomalyMonitor: 'create' },
  backup: { backup: { copyTo: 'eu-central-1' } },
} as const satisfies Readonly<Record<string, Partial<EnvironmentInput>>>;

export type OptionName = keyof typeof OPTIONS;

export const ALL_OPTIONS = Object.values(OPTIONS).reduce<Partial<EnvironmentInput>>(
  (all, option) => ({ ...all, ...option }),
  {},
);
