import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsCliNoticeIn } from '../../../rehearsal/processes/aws-cli';
import { childEnvironment, withTools } from '../../../rehearsal/processes/child-environment';

const UNSET = ['NO_PROXY', 'no_proxy', 'HTTP_PROXY', 'NPM_CONFIG_USERCONFIG', 'AWS_PROFILE'];
const CHANGED = [...UNSET, 'PATH', 'npm_execpath'];

const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable, end="")'], {
  encoding: 'utf8',
}).stdout;

let folder: string;
let saved: readonly (readonly [string, string | undefined])[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-environment-'));
  saved = CHANGED.map((name) => [name, process.env[name]] as const);
  for (const name of UNSET) Reflect.deleteProperty(process.env, name);
  mkdirSync(join(folder, 'home'));
});
afterEach(() => {
  for (const [name, value] of saved) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true });
});
const make = () =>
  childEnvironment({
    root: folder,
    home: join(folder, 'home'),
    node: process.execPath,
    npmCache: join(folder, 'npm-cache'),
    pipCache: join(folder, 'pip-cache'),
    python,
  });

describe('environment of a child process', () => {
  test('goes around the proxy for this machine, and around it where the owner does', async () => {
    process.env['HTTP_PROXY'] = 'http://proxy.example.com:3128';
    process.env['NO_PROXY'] = 'intranet.example.com';
    const env = await make();

    expect(env['HTTP_PROXY']).toBe('http://proxy.example.com:3128');
    expect(env['NO_PROXY']).toBe('intranet.example.com,127.0.0.1,localhost,.localhost');
    expect(env['no_proxy']).toBe('127.0.0.1,localhost,.localhost');
  });

  test("has a copy of the owner's npm configuration, which only we may read, and not its path", async () => {
    const own = join(folder, 'own-npmrc');
    writeFileSync(own, 'registry=https://registry.example.com/\n');
    process.env['NPM_CONFIG_USERCONFIG'] = own;
    const env = await make();
    const copy = join(env['HOME'] ?? '', '.npmrc');

    expect(Object.values(env)).not.toContain(own);
    expect(readFileSync(copy, 'utf8')).toBe('registry=https://registry.example.com/\n');
    expect(statSync(copy).mode & 0o777).toBe(0o600);
  });

  test('finds the stand-in for Docker before any Docker of the machine', async () => {
    const env = await make();
    const ran = spawnSync('docker', ['--version'], { env, encoding: 'utf8' });

    expect(ran.stdout).toBe('Docker stand-in of the rehearsal\n');
  });

  test.each([
    ['version 2', 'aws-cli/2.38.5 Python/3.14', 0, 'nothing'],
    ['version 1', 'aws-cli/1.46.3 Python/3.11', 0, 'AWS CLI: this machine has version 1'],
    ['none', undefined, 127, 'AWS CLI: this machine has none'],
  ])('says what CodeBuild has where the AWS CLI is %s', async (_what, version, status, notice) => {
    const programs = join(folder, "owner's programs");
    mkdirSync(programs);
    const aws = `#!/bin/sh\n[ "$1" = --version ] && echo '${version ?? ''}' || printf '%s\\n' "$@"\n`;
    if (version !== undefined) writeFileSync(join(programs, 'aws'), aws, { mode: 0o755 });
    const npm = join(folder, 'npm-cli.js');
    process.env['PATH'] = programs;
    process.env['npm_execpath'] = npm;
    const env = await make();
    const ran = spawnSync('aws', ['s3', 'a b'], { env, encoding: 'utf8' });

    expect([ran.status, ran.stdout]).toEqual([status, version === undefined ? '' : 's3\na b\n']);
    expect(awsCliNoticeIn(`before\n${ran.stderr}`) ?? 'nothing').toContain(notice);
  });

  test.each([
    ['install', 'true'],
    ['install -g aws-cdk@2.1148.1', 'true'],
    ['install -g aws-cdk@2', 'false'],
    ['install --global cdk-assets', 'false'],
    ['exec cdk-assets@latest', 'false'],
  ])('npm %s takes an answer of the cache, however old: %s', async (command, expected) => {
    const env = await make();
    const args = ['config', 'list', '--json', '--', ...command.split(' ')];
    const { stdout } = spawnSync('npm', args, { env, encoding: 'utf8' });

    expect(JSON.parse(stdout)).toMatchObject({ 'prefer-offline': expected === 'true' });
  });

  test('has a Python in its own HOME, which the packages of the machine do not reach', async () => {
    const env = await make();
    const ask = (...args: string[]) => spawnSync('python3', args, { env, encoding: 'utf8' }).stdout;

    expect(ask('-c', 'import sys; print(sys.prefix)')).toBe(join(env['HOME'] ?? '', '.python\n'));
    expect(ask('-m', 'pip', 'list', '--format=freeze')).not.toMatch(/^(?!pip=|setuptools=)./m);
  });

  test('finds the tools of the owner only where it shall', async () => {
    const env = await make();
    const given = withTools(env, { path: ['/own/bin'], npmPrefix: '/own' });

    expect(given).toMatchObject({ PATH: `/own/bin:${env['PATH']}`, NPM_CONFIG_PREFIX: '/own' });
    expect(withTools(env)).toEqual(env);
  });

  test("holds nothing of the owner's that is not passed on by name", async () => {
    process.env['AWS_PROFILE'] = 'production';

    expect(await make()).not.toHaveProperty('AWS_PROFILE');
  });
});
