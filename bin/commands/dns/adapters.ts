import { randomBytes } from 'node:crypto';
import { promises } from 'node:dns';
import { readConfig } from '../../../lib/config/load-config';
import { liveDns } from '../doctor/adapters/live-dns';
import { processDesk } from '../terminal/process-desk';
import { synthesizeStacks } from '../synthesize';
import type { DnsPorts } from './ports';
import { askServer } from './adapters/ask-server';
import { readZoneFileText } from './adapters/read-zone-file';

/** Milliseconds for one answer of one server, and the number of tries. */
const PATIENCE = { timeout: 2_000, tries: 2 };

/** @param root the repository */
export function dnsPorts(root: string): DnsPorts {
  return {
    readFile: readZoneFileText,
    rawConfig: () => readConfig(root),
    synthesize: (config) => Promise.resolve(synthesizeStacks(config)),
    dns: liveDns(new promises.Resolver(PATIENCE)),
    ask: askServer({ timeoutMs: PATIENCE.timeout, tries: PATIENCE.tries }),
    unlikelyLabel: () => `waypost-${randomBytes(6).toString('hex')}`,
    write: (text) => {
      processDesk.write(text);
    },
    note: (line) => {
      processDesk.note(line);
    },
  };
}
