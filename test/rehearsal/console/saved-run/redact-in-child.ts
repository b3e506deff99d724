import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeBinary, repositoryRoot } from '../../../../rehearsal/paths';

/** What `redacted` answers, in a process that can load it. */
export function redactInChild<T>(value: T, known: readonly string[]): Promise<T> {
  const output = execFileSync(
    nodeBinary,
    [
      '--import',
      pathToFileURL(require.resolve('tsx')).href,
      join(repositoryRoot, 'test', 'fixtures', 'redact.ts'),
    ],
    { input: JSON.stringify({ value, known }), encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  return Promise.resolve(JSON.parse(output) as T);
}
