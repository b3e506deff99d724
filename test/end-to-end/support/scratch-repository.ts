import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigInput } from '../../../lib/config/schema';

const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];

/** A git repository of a test's own, in a temporary folder. Empty at first. */
export class ScratchRepository {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-fixture-'));

  edit(path: string, change: (text: string) => string): void {
    const before = readFileSync(join(this.folder, path), 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`The edit of ${path} changed nothing`);
    this.write(path, after);
  }

  /** Writes `waypost.config.ts`. */
  configure(config: ConfigInput): void {
    this.write(
      'waypost.config.ts',
      `import { defineConfig } from './lib/config/define-config';\n\nexport default defineConfig(${JSON.stringify(config)});\n`,
    );
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** @returns the commit's id */
  commit(message: string): string {
    this.git('add', '--all');
    this.git(...AUTHOR, 'commit', '-qm', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Takes the last commit back. */
  revert(): void {
    this.git(...AUTHOR, 'revert', '--no-edit', 'HEAD');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.folder,
      encoding: 'utf8',
      // Whoever runs the tests may sign commits or have hooks.
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    }).trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
