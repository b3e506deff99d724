import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repository = join(__dirname, '../../..');

/** Programs that the fakes below are made of. */
const SYSTEM_TOOLS = ['sh', 'cat', 'cp', 'mkdir', 'mv', 'rm', 'sleep', 'touch', 'git'];

/** Notes its call, then installs the one package of the lockfile, npm's own lockfile last. */
const FAKE_NPM = `#!/bin/sh
echo "npm $*" >> calls
rm -rf node_modules
mkdir -p node_modules/one node_modules/.bin
touch node_modules/one/package.json node_modules/.bin/node
cp package-lock.json node_modules/.package-lock.json
`;

/** A Python 3.12 whose virtual environment holds itself as the interpreter. */
const FAKE_PYTHON = `#!/bin/sh
case "$1 $2" in
  "-c "*) echo "3 12 True" ;;
  "-m venv") echo "python $*" >> calls; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
  "-m pip") echo "pip $*" >> calls ;;
  *unpack.py*) touch "$2/aws" ;;
esac
`;

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** A checkout in a folder of its own, with a PATH that holds nothing but fakes and a few tools. */
export class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), 'waypost-setup-'));
  private readonly programs = join(this.root, 'programs');

  constructor() {
    for (const path of ['bin/setup.mjs', 'bin/setup']) {
      cpSync(join(repository, path), join(this.root, path), { recursive: true });
    }
    this.write('rehearsal/emulator/requirements.txt', 'ministack==1.0 --hash=sha256:00\n');
    this.write('test/helpers/aws-cli/requirements.txt', 'aws-cli==1.0 --hash=sha256:00\n');
    this.lockVersion('1.0.0');
    mkdirSync(this.programs);
    for (const tool of SYSTEM_TOOLS) symlinkSync(systemTool(tool), join(this.programs, tool));
    this.program('npm', FAKE_NPM);
    this.program('python3', FAKE_PYTHON);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  /** A lockfile of one package. */
  lockVersion(version: string): void {
    const packages = { '': {}, 'node_modules/one': { version, integrity: `sha512-${version}` } };
    this.write('package-lock.json', JSON.stringify({ packages }));
  }

  program(name: string, script: string): void {
    const file = join(this.programs, name);
    rmSync(file, { force: true });
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  }

  rename(name: string, other: string): void {
    renameSync(join(this.programs, name), join(this.programs, other));
  }

  without(name: string): void {
    rmSync(join(this.programs, name));
  }

  /** Calls of npm, venv and pip so far, by their first words. */
  get calls(): string[] {
    if (!this.has('calls')) return [];
    const lines = readFileSync(join(this.root, 'calls'), 'utf8').trim().split('\n');
    return lines.map((line) => line.split(' ')[0] ?? '');
  }

  /** Runs the setup to its end. @param preload CommonJS that runs before it in the same process */
  setup(preload = '', ...flags: readonly string[]): Outcome {
    this.write('preload.cjs', preload);
    const args = ['--require', join(this.root, 'preload.cjs'), ...this.command, ...flags];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, this.options);
    return { code: status, output: stdout + stderr };
  }

  /** Starts a setup and leaves it at work. */
  startSetup() {
    const child = spawn(process.execPath, this.command, this.options);
    const ended = new Promise<Outcome>((resolve) => {
      let output = '';
      const collect = (chunk: Buffer) => (output += chunk.toString());
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.on('close', (code) => {
        resolve({ code, output });
      });
    });
    return { child, ended };
  }

  private get command(): string[] {
    return [join(this.root, 'bin', 'setup.mjs')];
  }

  private get options() {
    return { cwd: this.root, env: { PATH: this.programs }, encoding: 'utf8' } as const;
  }
}

function systemTool(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(':');
  const file = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${name} is not on the PATH`);
  return file;
}

/** Resolves as soon as `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
