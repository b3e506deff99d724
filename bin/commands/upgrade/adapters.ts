import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  changedFiles,
  commitNamed,
  git,
  GitFailed,
  ifFound,
  namesOf,
} from '../../../rehearsal/workspace/git';
import { type ReleaseAssembly, openAssembly } from '../../../release/assembly/assembly';
import { CommandError } from '../terminal/command-error';
import { pageOutput } from '../terminal/page-output';
import { processDesk } from '../terminal/process-desk';
import type { UpgradePorts, UpgradeRepository } from './ports';

const run = promisify(execFile);

/** @param root the owner's repository */
export function upgradePorts(root: string): UpgradePorts {
  return {
    repository: upgradeRepository(root),
    synthesize: (tree) => synthesize(root, tree),
    note: (line) => {
      processDesk.note(line);
    },
    ...pageOutput(),
    now: new Date(),
  };
}

export function upgradeRepository(root: string): UpgradeRepository {
  return {
    commit: (name) => commitNamed(root, name),
    commonCommit: (one, other) => ifFound(git(root, ['merge-base', one, other])),
    changedFiles: (from, to) => changedFiles(root, from, to),
    file: async (commit, path) => (await ifFound(git(root, ['show', `${commit}:${path}`]))) ?? '',
    async merge(ours, theirs) {
      const args = [
        'merge-tree',
        '--write-tree',
        '--name-only',
        '--no-messages',
        '-z',
        ours,
        theirs,
      ];
      const output = await git(root, args).catch((error: unknown) => {
        // If git cannot merge, it ends with 1, but has the same output.
        if (error instanceof GitFailed && error.exitCode === 1) return error.stdout;
        throw new CommandError('GIT_FAILED', 'git merge-tree failed. It needs git 2.38 or newer.', {
          cause: error,
        });
      });
      const [tree = '', ...conflicts] = namesOf(output);
      return { tree, conflicts };
    },
  };
}

/** Uses the packages of `root` if the tree names the same. Otherwise it installs those of the tree. */
async function synthesize(root: string, tree: string): Promise<ReleaseAssembly> {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-upgrade-'));
  try {
    const archive = join(folder, 'tree.tar');
    const sources = join(folder, 'repository');
    await git(root, ['archive', '--format=tar', '--prefix=repository/', '-o', archive, tree]);
    await run('tar', ['-xf', archive, '-C', folder]);
    await providePackages(root, sources);
    const output = join(folder, 'cdk.out');
    const cdk = join(sources, 'node_modules', 'aws-cdk', 'bin', 'cdk');
    await step(
      'cdk synth',
      process.execPath,
      [cdk, 'synth', '--quiet', '--no-notices', '--output', output],
      sources,
    );
    return openAssembly(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function providePackages(root: string, sources: string): Promise<void> {
  const lock = (folder: string) => readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const installed = join(root, 'node_modules');
  // npm empties the target of a link, and a tree may have a link.
  rmSync(join(sources, 'node_modules'), { recursive: true, force: true });
  if (existsSync(installed) && lock(root) === lock(sources)) {
    symlinkSync(installed, join(sources, 'node_modules'));
    return;
  }
  processDesk.note('Installing the packages that it names (npm ci) ...');
  await step(
    'npm ci',
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'],
    sources,
  );
}

async function step(name: string, file: string, args: string[], cwd: string): Promise<void> {
  const PATH = `${join(cwd, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
  try {
    await run(file, args, { cwd, env: { ...process.env, PATH }, maxBuffer: 64 * 1024 * 1024 });
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trimEnd().split('\n').slice(-30).join('\n');
    throw new CommandError('SYNTHESIS_FAILED', `\`${name}\` failed:\n${said}`, { cause });
  }
}
