import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BOOTSTRAP_RECORD,
  type BootstrappedAccount,
  type BootstrapRecord,
} from '../../lib/security/bootstrap-record';
import type { Ports } from './ports';

/**
 * The record in the repository at `root`. With an AWS_ENDPOINT_URL the accounts are emulated ones,
 * which a rehearsal bootstraps for the very templates that it deploys: nothing is kept of them, and
 * nothing is known.
 */
export function bootstrapRecord(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Ports['record'] {
  const file = join(root, BOOTSTRAP_RECORD);
  const emulated = environment['AWS_ENDPOINT_URL'] !== undefined;
  return {
    read: () => (emulated ? {} : readRecord(file)),
    keep: (name: string, account: BootstrappedAccount) => {
      if (emulated) return false;
      const record = { ...readRecord(file), [name]: account };
      writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
      return true;
    },
  };
}

function readRecord(file: string): BootstrapRecord {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BootstrapRecord) : {};
}
