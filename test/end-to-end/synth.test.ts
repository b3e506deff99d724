import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleNow } from '../../bin/assembly/assemble-now';
import { loadConfig } from '../../lib/config/load-config';
import { openAssembly } from '../../release/assembly/assembly';
import { type AssemblyAsset, ASSEMBLY_FILES } from '../../release/assembly/files';
import {
  differences,
  synthesizeTwice,
  type Synthesis,
} from '../../release/before-merge/same-synthesis';
import { type ReleaseStack, readStages } from '../../release/assembly/read-stages';

const ROOT = join(__dirname, '../..');

jest.setTimeout(20 * 60_000);

let work: string;
let syntheses: [Synthesis, Synthesis];
/** Cloud assembly of the repository as it is. */
let assembly: string;
beforeAll(async () => {
  work = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-synth-'));
  syntheses = await synthesizeTwice(ROOT, work);
  assembly = syntheses[0].assembly;
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

function run(command: string, ...args: string[]) {
  return runIn(ROOT, command, ...args);
}

function runIn(cwd: string, command: string, ...args: string[]) {
  // jest runs under the Node of node_modules/.bin, but not with that folder on the PATH.
  const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH, CI: '1', CDK_VALIDATION: 'true' },
  });
  return { status, output: stdout + stderr };
}

/** What is deployed of a stack. */
function withoutSources({ stackName, region, template }: ReleaseStack) {
  return { stackName, region, template };
}

function templatesIn(folder: string): Map<string, string> {
  const stacks = readStages(folder).flatMap((stage) => stage.stacks);
  return new Map(stacks.map(({ stackName, template }) => [stackName, template]));
}

describe('synth', () => {
  test('gives the same bytes again in another folder, so that the pipeline does not mutate for ever', () => {
    expect(readdirSync(assembly).length).toBeGreaterThan(20);
    expect(differences(syntheses, ROOT)).toEqual([]);
  });

  test.each([
    ['open-bucket', 'cdk-nag', /server access logs disabled/],
    ['odd-queue', 'the template validator', /999999 is greater than the maximum/],
  ])('control: %s, a fault that %s knows, ends it with an error', (fault, _, message) => {
    const app = `tsx test/fixtures/planted-fault.ts ${fault}`;
    const result = run('cdk', 'synth', '--quiet', '--app', app, '--output', join(work, fault));
    expect(result.status).not.toBe(0);
    expect(result.output).toMatch(message);
  });

  test('changes no stack but those that hold a function when that function changes', () => {
    const { sources } = syntheses[1];
    const handler = join(sources, 'lambdas/contact-form/deliver.ts');
    writeFileSync(handler, `${readFileSync(handler, 'utf8')}\nconsole.debug('changed');\n`);
    const changed = join(work, 'changed');
    const result = runIn(sources, 'cdk', 'synth', '--quiet', '--output', changed);
    expect(result).toMatchObject({ status: 0 });
    const before = templatesIn(assembly);
    const after = templatesIn(changed);
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect([...after.keys()].filter((stack) => after.get(stack) !== before.get(stack))).toEqual([
      'waypost-dev-contact',
      'waypost-prod-contact',
    ]);
  });

  test('makes a stack alone without the functions and the files of the others, as `waypost deploy` does', () => {
    const alone = join(work, 'one-stack');
    const stack = ['waypost-pipeline', '--exclusively', '--output', alone];
    const { status, output } = run('cdk', 'synth', '--quiet', ...stack);
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(output).not.toContain('Bundling asset waypost-pipeline/dev');
    expect(existsSync(join(alone, 'waypost-pipeline.template.json'))).toBe(true);
    expect(existsSync(join(alone, ASSEMBLY_FILES.sbom))).toBe(false);
  });

  test('prints what it warns of, and goes on', () => {
    const { sources } = syntheses[1];
    const file = join(sources, 'waypost.config.ts');
    const config = readFileSync(file, 'utf8');
    writeFileSync(file, config.replace("values: ['", "values: ['v=spf1 +a -all', '"));
    try {
      const result = runIn(sources, 'cdk', 'synth', '--quiet', '--output', join(work, 'warned'));
      expect(result.status).toBe(0);
      expect(result.output).toContain('waypost.config.ts has 1 warning');
    } finally {
      writeFileSync(file, config);
    }
  });

  test('publishes each asset once to each place', () => {
    const buildSpecs = readdirSync(assembly).filter((name) => /^buildspec-.*\.yaml$/.test(name));
    const published = buildSpecs
      .map((name) => readFileSync(join(assembly, name), 'utf8'))
      .flatMap((text) => [...text.matchAll(/"([0-9a-f]{64}:[^"\\]+)/g)].map(([, asset]) => asset));
    expect(published.length).toBeGreaterThan(10);
    expect(new Set(published).size).toBe(published.length);
  });

  describe('leaves beside the cloud assembly', () => {
    const folder = () => join(work, 'alone');
    beforeAll(() => {
      cpSync(assembly, folder(), { recursive: true });
    });

    test.each([
      ['smoke-test.mjs', /CONTACT_PAGE_URL, CONTACT_API_URL/],
      ['protect-stacks.mjs', /PROTECTOR_ROLE_ARN, PROTECTED_STACKS/],
      ['release-diff.mjs', /RELEASE_ENVIRONMENT, RELEASE_READER_ROLE_ARN/],
      ['mutation-summary.mjs', /not known .*MUTATION_STACK, MUTATION_TEMPLATE, MUTATION_BUCKET/],
    ])('%s, which needs no install', (script, missing) => {
      const file = join(folder(), script);
      expect(existsSync(file)).toBe(true);
      expect(runIn(folder(), 'node', file).output).toMatch(missing);
    });

    test.each(Object.values(ASSEMBLY_FILES))('%s', (file) => {
      expect(existsSync(join(folder(), file))).toBe(true);
    });

    test('what `waypost diff` compares with: the same stacks, with the same code', async () => {
      const now = await assembleNow(ROOT, loadConfig(ROOT));
      const synthesized = openAssembly(folder());
      for (const environment of ['dev', 'prod']) {
        expect(now.stacksOf(environment).map(withoutSources)).toEqual(
          synthesized.stacksOf(environment).map(withoutSources),
        );
      }
      expect(now.assets).toEqual(synthesized.assets);
    });

    test('every asset that a stack uploads, each with a path of its own', () => {
      const assets = JSON.parse(
        readFileSync(join(folder(), ASSEMBLY_FILES.assets), 'utf8'),
      ) as AssemblyAsset[];
      const paths = assets.map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      for (const environment of ['dev', 'prod']) {
        const submit = assets.find(({ path }) => path.endsWith(`/${environment}/Contact/Submit`));
        expect(Object.keys(submit?.packages ?? {})).toEqual(['altcha-lib', 'aws4']);
      }
      const sbom = readFileSync(join(folder(), ASSEMBLY_FILES.sbom), 'utf8');
      expect(sbom).toContain('"purl": "pkg:npm/altcha-lib@');
    });
  });
});
