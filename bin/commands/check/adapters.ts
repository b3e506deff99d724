import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageProblems } from '../../../release/before-merge/commit-messages';
import { branchHistory } from '../../../release/before-merge/git-history';
import { differences, synthesizeTwice } from '../../../release/before-merge/same-synthesis';
import { sourceFiles } from '../../../release/source-files';
import { AUDIT_EXCEPTIONS } from '../../../release/supply-chain/audit-exceptions';
import { readLockfile } from '../../../release/supply-chain/declared-licences';
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
    lockfile: () => readLockfile(root),
    sources: () => sourceFiles(root).map((path) => ({ at: path, content: read(path) })),
    secretsIn,
    history: (base) => branchHistory(root, base),
    messageProblems,
    // Loaded only here: the comparison of templates loads slowly, and the other checks do not need it.
    difference: async (assembly) => {
      const { differencePorts } = await import('../../../release/before-merge/difference-ports.js');
      const { showDifference } = await import('../../../release/before-merge/difference.js');
      await showDifference(differencePorts(resolve(root, assembly), process.env, console.log));
    },
    print: console.log,
    synthesisDifferences: async () => {
      const work = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-twice-'));
      try {
        return differences(await synthesizeTwice(root, work), root);
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    },
  };
}
