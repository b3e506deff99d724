import { App, Duration, Stack, Stage } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assetsOf } from '../../../bin/assembly/assets';
import { SOURCE_METADATA } from '../../../lib/functions/bundled-function';
import { LeastPrivilegeFunction } from '../../../lib/functions/least-privilege-function';
import { FUNCTION_SOURCES } from '../../../lib/functions/function-sources';
import { openAssembly } from '../../../release/assembly/assembly';
import { readStages } from '../../../release/assembly/read-stages';
import packageJson from '../../../package.json';

const ROOT = join(__dirname, '../../..');

let work: string;
/** A pipeline's assembly with one function. */
let assembly: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'waypost-assets-'));
  const app = new App({
    outdir: join(work, 'sound'),
    analyticsReporting: false,
    context: { 'aws:cdk:enable-path-metadata': true },
  });
  const stack = new Stack(new Stage(app, 'dev'), 'Contact', {
    stackName: 'waypost-dev-contact',
    env: { account: '222222222222', region: 'eu-west-1' },
  });
  new LeastPrivilegeFunction(stack, 'Feedback', {
    functionName: 'waypost-dev-feedback',
    description: 'Records',
    source: FUNCTION_SOURCES.feedback,
    timeout: Duration.seconds(30),
    logRetentionDays: RetentionDays.ONE_DAY,
    environment: {},
    tracing: false,
  });
  assembly = app.synth().directory;
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** The assembly with another word in what its constructs noted. */
function assemblyWith(word: string, other: string): string {
  const copy = mkdtempSync(join(work, 'broken-'));
  cpSync(assembly, copy, { recursive: true });
  const files = readdirSync(copy, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((one) => one.endsWith('.metadata.json'))) {
    const text = readFileSync(join(copy, file), 'utf8');
    writeFileSync(join(copy, file), text.replaceAll(word, other));
  }
  return copy;
}

describe('stages of a cloud assembly', () => {
  test('have the name of their environment, and the stacks that are delivered to it', () => {
    expect(readStages(assembly)).toMatchObject([
      { name: '', stacks: [] },
      {
        name: 'dev',
        stacks: [
          { stackName: 'waypost-dev-contact', account: '222222222222', region: 'eu-west-1' },
        ],
      },
    ]);
  });

  test('control: an assembly that is not there is noticed', () => {
    expect(() => readStages(join(work, 'nowhere'))).toThrow(/Run `npm run synth`/);
  });

  test('control: what `npm run synth` puts beside the templates is missed by name', () => {
    expect(() => openAssembly(assembly)).toThrow(/There is no .*release-settings\.json/);
  });
});

describe('assets of a cloud assembly', () => {
  test('are listed with what holds them, their size and the packages bundled into them', () => {
    const [asset, ...others] = assetsOf(ROOT, assembly);
    expect(others).toEqual([]);
    expect(asset).toMatchObject({
      path: 'dev/Contact/Feedback',
      stackName: 'waypost-dev-contact',
      logicalId: expect.stringMatching(/^Feedback/) as string,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      packages: { aws4: packageJson.devDependencies.aws4 },
    });
    expect(asset?.bytes).toBeGreaterThan(10_000);
  });

  test('control: a function whose source nobody knows is noticed', () => {
    const broken = assemblyWith(SOURCE_METADATA, 'another:type');
    expect(() => assetsOf(ROOT, broken)).toThrow(/its packages are not recorded/);
  });

  test('control: another source than was bundled is noticed', () => {
    const broken = assemblyWith('feedback.ts', 'submission-status.ts');
    expect(() => assetsOf(ROOT, broken)).toThrow(/gives different code/);
  });
});
