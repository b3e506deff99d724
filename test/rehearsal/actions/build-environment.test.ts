import { buildEnvironment } from '../../../rehearsal/actions/build-environment';
import { parseBuildSpec } from '../../../rehearsal/actions/build-spec';
import { fakeHost, inExecution } from '../fake-host';
import { buildAction } from '../support';

const role = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' };

async function environment(variables: Readonly<Record<string, string>>) {
  const { action, execution } = inExecution('CodeBuild', buildAction('Synth'));
  const spec = parseBuildSpec(
    JSON.stringify({ version: '0.2', env: { variables }, phases: {} }),
    'the test',
  );
  const host = fakeHost({
    environment: {},
    emulator: { endpoint: 'http://127.0.0.1:1', endpoints: () => Promise.resolve([]) },
  });
  const sources = new Map([['Source', '/src']]);
  const build = { id: 'p:1', project: {}, role, folder: '/', sources };
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
});
