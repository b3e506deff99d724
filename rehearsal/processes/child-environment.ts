import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { OwnersTools } from '../app';
import { writeAwsCli } from './aws-cli';
import { writeDockerStandIn } from './docker-stand-in';
import { writeCommand } from './write-command';
import { shellQuoted } from './shell-quoted';

/** Variables for reaching a package registry behind a proxy. No other variable of ours is passed on. */
const PASSED_ON = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'npm_config_registry',
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
  'PIP_CERT',
  'PIP_CONFIG_FILE',
];
/** In the form of NO_PROXY: a leading dot means every name below. */
const LOOPBACK = ['127.0.0.1', 'localhost', '.localhost'];
const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

export interface ChildSettings {
  /** The run's own folder. HOME, TMPDIR and packages of `npm install -g` are below it. */
  readonly root: string;
  readonly home: string;
  /** Node of every child. It may differ from the Node that runs this code. */
  readonly node: string;
  /** All runs share it: npm's cache allows several users at once. */
  readonly npmCache: string;
  /** As for npm. */
  readonly pipCache: string;
  /** Path of the Python from which builds get their own. */
  readonly python: string;
}

/**
 * The environment of a rehearsal's commands, besides `clientEnvironment`. It takes nothing from ours: the
 * owner's credentials, profiles, HOME and global packages must neither help nor be changed.
 */
export async function childEnvironment(settings: ChildSettings): Promise<Record<string, string>> {
  const tools = join(settings.root, 'tools');
  const prefix = join(settings.root, 'npm-prefix');
  const temporary = join(settings.root, 'tmp');
  for (const folder of [tools, prefix, temporary, settings.npmCache]) {
    await mkdir(folder, { recursive: true });
  }
  await symlink(settings.node, join(tools, 'node'));
  for (const name of ['npm', 'npx'] as const) await writeNpm(join(tools, name), name);
  for (const name of ['python', 'python3', 'pip', 'pip3']) {
    await writePython(join(tools, name), name, settings.python);
  }
  await writeDockerStandIn(join(tools, 'docker'));
  await writeAwsCli(join(tools, 'aws'), findTool('aws'));
  // Homebrew and Nix have their git elsewhere.
  const git = findTool('git');
  if (git !== undefined && !SYSTEM_PATH.includes(dirname(git))) {
    await symlink(git, join(tools, 'git'));
  }

  const env: Record<string, string> = {
    PATH: [join(prefix, 'bin'), tools, ...SYSTEM_PATH].join(delimiter),
    HOME: settings.home,
    TMPDIR: temporary,
    LANG: 'C.UTF-8',
    NPM_CONFIG_PREFIX: prefix,
    npm_config_cache: settings.npmCache,
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
    // Nobody is asked in a build on AWS, whatever the owner's configuration says.
    npm_config_yes: 'true',
    PIP_CACHE_DIR: settings.pipCache,
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  // The emulator is on this machine, so no proxy is used for it.
  for (const name of ['NO_PROXY', 'no_proxy']) {
    env[name] = [env[name], ...LOOPBACK].filter((hosts) => hosts !== undefined).join(',');
  }
  const pipConfiguration = join(homedir(), '.config', 'pip', 'pip.conf');
  if (existsSync(pipConfiguration)) env['PIP_CONFIG_FILE'] ??= pipConfiguration;
  // The registry and its credentials. A copy, because a build may write to the file.
  const userConfig = process.env['NPM_CONFIG_USERCONFIG'] ?? join(homedir(), '.npmrc');
  if (existsSync(userConfig)) {
    const copy = join(settings.home, '.npmrc');
    await writeFile(copy, await readFile(userConfig), { mode: 0o600 });
  }
  return env;
}

/** Folder in a HOME, of the Python and its packages there. */
export const HOME_PYTHON = '.python';

/**
 * A Python in a virtual environment of its own HOME, so that `pip install` does not reach the machine's. It is
 * made when it is first used.
 */
async function writePython(target: string, name: string, python: string): Promise<void> {
  await writeCommand(target, [
    `own="$HOME/${HOME_PYTHON}"`,
    `[ -e "$own/bin/pip3" ] || ${shellQuoted(python)} -m venv "$own" || exit`,
    `exec "$own/bin/${name}" "$@"`,
  ]);
}

/** An environment in which the owner's tools are found. */
export function withTools(
  environment: Readonly<Record<string, string>>,
  { path, npmPrefix }: OwnersTools = { path: [] },
): Record<string, string> {
  return {
    ...environment,
    PATH: [...path, environment['PATH']].join(delimiter),
    ...(npmPrefix !== undefined && { NPM_CONFIG_PREFIX: npmPrefix }),
  };
}

/**
 * The machine's npm, run by the pinned Node: a version manager may have an older Node beside npm. The shared
 * cache may have an old answer to what `aws-cdk@2` or `@latest` is now, so a global package without an exact
 * version is looked up again.
 */
async function writeNpm(target: string, name: 'npm' | 'npx'): Promise<void> {
  const script = join(npmFolder(), `${name}-cli.js`);
  await writeCommand(target, [
    'case " $* " in',
    '  *@[0-9]*.[0-9]*.[0-9]*) ;;',
    '  *" -g "*|*" --global "*|*@[0-9a-z]*) export npm_config_prefer_offline=false ;;',
    'esac',
    `exec node ${shellQuoted(script)} "$@"`,
  ]);
}

/** Path of a command of the owner's; `undefined` if there is none. Those of npm's packages here are ours. */
export function findTool(name: string): string | undefined {
  return foldersOnPath()
    .filter((folder) => !folder.endsWith(join('node_modules', '.bin')))
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

function foldersOnPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter);
}

function npmFolder(): string {
  // npm passes the path of its own script to commands (`npm start`).
  const running = process.env['npm_execpath'];
  if (running?.endsWith('npm-cli.js')) return dirname(running);
  for (const folder of foldersOnPath()) {
    const npm = join(folder, 'npm');
    if (!existsSync(npm)) continue;
    const script = realpathSync(npm);
    if (script.endsWith('npm-cli.js')) return dirname(script);
    const installed = join(folder, '..', 'lib', 'node_modules', 'npm', 'bin');
    if (existsSync(join(installed, 'npm-cli.js'))) return installed;
  }
  throw new Error('There is no npm on the PATH; install Node.js with npm, https://nodejs.org');
}
