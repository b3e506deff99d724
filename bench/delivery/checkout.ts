import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../rehearsal/paths';
import { type Report, reportSchema } from '../../rehearsal/report/report-schema';
import { type Measured, measure } from '../measure';

/** A commit of this repository in a folder of its own, with its packages and emulator installed. */
export class Checkout {
  private constructor(
    readonly commit: string,
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @throws Error for what is no commit, and when the installation fails */
  static async of(commit: string, folder: string, env: NodeJS.ProcessEnv) {
    execFileSync('git', ['clone', '--quiet', repositoryRoot, folder]);
    execFileSync('git', ['checkout', '--quiet', commit], { cwd: folder });
    const installed = await measure('node', ['bin/setup.mjs'], { cwd: folder, env });
    return { checkout: new Checkout(commit, folder, env), installed };
  }

  run(command: string, ...args: string[]): Promise<Measured> {
    // A look at the memory of Jest's workers takes time from them.
    return measure(command, args, { cwd: this.folder, env: this.env, sampleMs: 1000 });
  }

  /** Synthesizes bench/minimal-app with this checkout's library and runner. */
  synthesizeMinimalApp(): Promise<Measured> {
    const cwd = join(this.folder, 'bench', 'minimal-app');
    cpSync(join(__dirname, '..', 'minimal-app'), cwd, { recursive: true });
    const packages = join(cwd, 'node_modules');
    if (!existsSync(packages)) symlinkSync(join(this.folder, 'node_modules'), packages);
    return measure('npm', ['run', 'synth'], { cwd, env: this.env });
  }

  /** The report of the last rehearsal. */
  get report(): Report {
    const text = readFileSync(join(this.folder, '.waypost', 'report.json'), 'utf8');
    return reportSchema.parse(JSON.parse(text));
  }
}
