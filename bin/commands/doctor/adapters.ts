import { promises } from 'node:dns';
import { bootstrapRecord } from '../bootstrap/bootstrap-record';
import { clientSettings } from '../terminal/client-settings';
import { processDesk } from '../terminal/process-desk';
import type { DoctorPorts } from './ports';
import { awsView } from './adapters/aws-view';
import { liveDns } from './adapters/live-dns';
import { thisMachine } from './adapters/this-machine';

/** A rehearsal runs builds on this machine, and has no connection, no backups and no bootstrap record. */
const NOT_REHEARSED = {
  buildsAtOnce: () => Promise.resolve(undefined),
  connection: () => Promise.resolve(undefined),
  backupOfTables: () => Promise.resolve(undefined),
};

/** Milliseconds for one server, and tries for each: name servers are often down. */
const PATIENCE = { timeout: 2_000, tries: 2 };

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function doctorPorts(root: string): DoctorPorts {
  return {
    open: (target, { rehearsal, profile }) => ({
      ...awsView(target, {
        ...clientSettings(root, target, rehearsal),
        ...(profile !== undefined && { profile }),
      }),
      ...(rehearsal && NOT_REHEARSED),
    }),
    machine: thisMachine,
    record: () => bootstrapRecord(root, process.env).read(),
    async bootstrapTemplate(config, account, types) {
      // It loads the CDK, and no other check needs that.
      const { bootstrapTemplate } = await import('../bootstrap/account-policies.js');
      return bootstrapTemplate(config, account, types);
    },
    dns: liveDns(new promises.Resolver(PATIENCE)),
    now: () => new Date(),
    write: (text) => {
      processDesk.write(text);
    },
  };
}
