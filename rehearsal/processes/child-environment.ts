import { existsSync, realpathSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Needed to reach a package registry from behind a proxy; nothing else of ours is passed on. */
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
];
/** As proxies' clients read NO_PROXY: a leading dot stands for every name below. */
const LOOPBACK = ['127.0.0.1', 'localhost', '.localhost'];
const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

export interface ChildSettings {
  /** The run's own folder; HOME, TMPDIR and what `npm install -g` installs go below it. */
  readonly root: string;
  readonly home: string;
  /** Node of every child, whatever Node runs us. */
  readonly node: string;
  /** Shared by all runs: npm's cache is safe for several at once. */
  readonly npmCache: string;
}

/**
 * The environment that commands of a rehearsal get beside `clientEnvironment`, built from nothing: the owner's credentials,
 * profiles, HOME and globally installed packages must neither help nor be touched.
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
  // Homebrew and Nix have their git elsewhere.
  const git = foldersOnPath()
    .map((folder) => join(folder, 'git'))
    .find((path) => existsSync(path));
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
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  // The emulator is on this machine, whatever the proxy is.
  for (const name of ['NO_PROXY', 'no_proxy']) {
    env[name] = [env[name], ...LOOPBACK].filter((hosts) => hosts !== undefined).join(',');
  }
  // Registry and its credentials: a copy, because a build may write the file.
  const userConfig = process.env['NPM_CONFIG_USERCONFIG'] ?? join(homedir(), '.npmrc');
  if (existsSync(userConfig)) {
    const copy = join(settings.home, '.npmrc');
    await writeFile(copy, await readFile(userConfig), { mode: 0o600 });
  }
  return env;
}

/** The machine's npm, run by the pinned Node: a version manager's folder holds an older one beside it. */
async function writeNpm(target: string, name: 'npm' | 'npx'): Promise<void> {
  const script = join(npmFolder(), `${name}-cli.js`);
  await writeFile(target, `#!/bin/sh\nexec node ${JSON.stringify(script)} "$@"\n`);
  await chmod(target, 0o755);
}

function foldersOnPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter);
}

function npmFolder(): string {
  // npm names its own script to what it runs (`npm start`).
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
