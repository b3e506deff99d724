import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../rehearsal/paths';
import { reportSchema, type Report } from '../../rehearsal/report/report-schema';
import { measure } from '../measure';

export const PIPELINE = 'GreetingPipeline';
export const TOOLS = '444444444444';
export const REGION = 'eu-west-1';

/** Puts examples/greeting into a repository of its own, with its packages from npm. */
export function greetingIn(folder: string): void {
  cpSync(join(repositoryRoot, 'examples', 'greeting'), folder, { recursive: true });
  const run = (file: string, ...args: string[]) => execFileSync(file, args, { cwd: folder });
  run('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error');
  run('git', 'init', '--quiet', '--initial-branch=main');
  run('git', 'add', '--all');
  const author = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
  run('git', ...author, 'commit', '--quiet', '--no-gpg-sign', '-m', 'feat: greet');
}

/** Rehearses it as `npm start` does. @returns milliseconds, and the report */
export async function rehearsed(folder: string): Promise<{ wallMs: number; report: Report }> {
  const args = ['bin/waypost.mjs', 'rehearse', '--app', folder, '--yes', '--once', '--no-console'];
  const { wallMs } = await measure('node', args, { cwd: repositoryRoot, env: process.env });
  const text = readFileSync(join(folder, '.waypost', 'report.json'), 'utf8');
  return { wallMs, report: reportSchema.parse(JSON.parse(text)) };
}
