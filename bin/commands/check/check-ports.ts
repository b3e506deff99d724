import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles } from '../../../release/source-files';
import { AUDIT_EXCEPTIONS } from '../../../release/supply-chain/audit-exceptions';
import type { Lockfile } from '../../../release/supply-chain/lockfile';
import { npmAudit } from '../../../release/supply-chain/npm-audit';
import { secretsIn } from '../../../release/supply-chain/secrets';
import type { CheckPorts } from './ports';

/** The repository in `root`, its registry and its history. */
export function checkPorts(root: string): CheckPorts {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return {
    today: new Date().toISOString().slice(0, 10),
    exceptions: AUDIT_EXCEPTIONS,
    audit: () => npmAudit(root),
    lockfile: () => JSON.parse(read('package-lock.json')) as Lockfile,
    sources: () => sourceFiles(root).map((path) => ({ at: path, content: read(path) })),
    secretsIn,
  };
}
