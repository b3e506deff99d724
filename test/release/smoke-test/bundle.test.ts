import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SMOKE_TEST_ENV } from '../../../lambdas/contact-form/contract';
import { type Fault, startFakeEnvironment, SUBMIT } from './fake-environment';

const ROOT = path.join(__dirname, '../../..');
let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'smoke-test-'));
  bundle = path.join(folder, 'smoke-test.mjs');
  await build({
    entryPoints: [path.join(ROOT, 'release/smoke-test/smoke-test.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(fault?: Fault, flags: readonly string[] = []) {
  const { settings, origin, seen, stop } = await startFakeEnvironment(fault);
  const environment = Object.fromEntries(
    Object.entries(SMOKE_TEST_ENV).map(([key, name]) => [
      name,
      settings[key as keyof typeof settings],
    ]),
  );
  try {
    const result = await start(
      {
        ...environment,
        AWS_ENDPOINT_URL: origin,
        AWS_ACCESS_KEY_ID: 'AKIA',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
      flags,
    );
    return { ...result, seen };
  } finally {
    await stop();
  }
}

function start(environment: Record<string, string>, flags: readonly string[] = []) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    // Away from the repository: the build that runs it has no node_modules.
    const child = execFile(
      process.execPath,
      [...flags, bundle],
      { cwd: folder, env: environment },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}

describe('smoke-test.mjs', () => {
  test('runs from one file and ends with 0 when every step passed', async () => {
    const { code, stdout, stderr, seen } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toHaveLength(6);
    expect(seen.some(({ body }) => body.includes('Action=AssumeRole'))).toBe(true);
  });

  test('ends with 1 and the reason when a step failed', async () => {
    const { code, stdout, stderr } = await run(({ route }) =>
      route === SUBMIT ? { status: 500, body: '' } : undefined,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('FAILED');
    expect(stderr).toMatch(/^Smoke test failed: POST \/forms\/contact answered 500/);
  });

  test('ends with 1 when a step never comes to an end', async () => {
    const never = 'data:text/javascript,globalThis.fetch=()=>new Promise(()=>{})';
    const { code, stdout } = await run(undefined, ['--import', never]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test('ends with 1 and the names of the outputs that it did not get', async () => {
    const { code, stderr } = await start({});
    expect(code).toBe(1);
    for (const name of Object.values(SMOKE_TEST_ENV)) expect(stderr).toContain(name);
  });
});
