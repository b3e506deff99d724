import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  BOOTSTRAP_RECORD,
  type BootstrappedAccount,
  type BootstrapRecord,
} from '../../../lib/security/bootstrap-record';
import { CommandError } from '../terminal/command-error';
import type { RecordKeeper } from './ports';

const recordSchema = z.record(
  z.string(),
  z.object({
    account: z.string(),
    regions: z.array(z.string()),
    boundary: z.string(),
    releaseReader: z.string().optional(),
    driftReader: z.string().optional(),
    types: z.record(z.string(), z.string()),
  }),
);

/**
 * The record in the repository at `root`. With an AWS_ENDPOINT_URL, the accounts are emulated. A rehearsal
 * bootstraps them for the same templates that it deploys. So no record of them is kept, and `read` gives
 * `undefined`.
 */
export function bootstrapRecord(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): RecordKeeper {
  const file = join(root, BOOTSTRAP_RECORD);
  const emulated = environment['AWS_ENDPOINT_URL'] !== undefined;
  return {
    read: () => (emulated ? undefined : readRecord(file)),
    keep: (name: string, account: BootstrappedAccount) => {
      if (emulated) return false;
      const record = { ...readRecord(file), [name]: account };
      writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
      return true;
    },
  };
}

/** @throws CommandError RECORD_BROKEN */
function readRecord(file: string): BootstrapRecord {
  if (!existsSync(file)) return {};
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    const why = cause instanceof z.ZodError ? issuesOf(cause) : cause.message;
    throw new CommandError(
      'RECORD_BROKEN',
      `${BOOTSTRAP_RECORD} is not what \`waypost bootstrap\` wrote: ${why}\n` +
        'Take it from the last commit that had it right, or delete it and bootstrap each account again.',
      { cause },
    );
  }
}

function issuesOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; ');
}
