import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildEnvironment } from '../../../rehearsal/actions/build-environment';
import { parseBuildSpec } from '../../../rehearsal/actions/build-spec';
import { fakeHost, inExecution } from '../fake-host';
import { buildAction } from '../support';

const role = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-build-environment-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function environment(
  variables: Readonly<Record<string, string>>,
  { name = 'one', given = {} }: { name?: string; given?: Record<string, string> } = {},
) {
  const { action, execution } = inExecution('CodeBuild', buildAction('Synth'));
  const spec = parseBuildSpec(
    JSON.stringify({ version: '0.2', env: { variables }, phases: {} }),
    'the test',
  );
  const host = fakeHost({
    environment: given,
    emulator: { endpoint: 'http://127.0.0.1:1', endpoints: () => Promise.resolve([]) },
  });
  const sources = new Map([['Source', '/src']]);
  const build = { id: 'p:1', project: {}, role, folder: join(folder, name), sources };
  return buildEnvironment(action, execution, host, build, spec);
}

describe("build's environment", () => {
  test("has the build's own NODE_OPTIONS behind those that resolve local names", async () => {
    const env = await environment({ NODE_OPTIONS: '--max-old-space-size=4096' });

    expect(env['NODE_OPTIONS']).toMatch(/^--require .*loopback-names.* --max-old-space-size=4096$/);
  });

  test("cannot have its role's credentials replaced by a variable", async () => {
    const env = await environment({ AWS_ACCESS_KEY_ID: 'mine', OTHER: 'kept' });

    expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: 'AKIA', OTHER: 'kept' });
  });

  test('has its own HOME with the npm configuration, and its own global packages first on the PATH', async () => {
    const home = join(folder, 'home-of-all');
    mkdirSync(home);
    writeFileSync(join(home, '.npmrc'), 'registry=https://registry.example.com/\n');
    const given = { HOME: home, PATH: '/usr/bin' };
    const [one, other] = [
      await environment({}, { name: 'one', given }),
      await environment({}, { name: 'other', given }),
    ];

    expect(one['HOME']).not.toBe(other['HOME']);
    expect(one['NPM_CONFIG_PREFIX']).not.toBe(other['NPM_CONFIG_PREFIX']);
    expect(one['PATH']).toBe(`${one['NPM_CONFIG_PREFIX']}/bin:${one['HOME']}/.python/bin:/usr/bin`);
    expect(readFileSync(join(one['HOME'] ?? '', '.npmrc'), 'utf8')).toContain('example.com');
  });
});
