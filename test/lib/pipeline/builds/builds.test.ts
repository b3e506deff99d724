import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import manifest from '../../../../package.json';
import { CLOUD_ASSEMBLY_FOLDER, NODE_MAJOR_VERSION } from '../../../../lib/constants';
import { expectResource, statementsOf } from '../../../helpers/template-rules';
import { ROOT, actionOf, assembly, buildSpecOf, mayAssume, template } from '../pipelines';

describe('build', () => {
  const buildSpec = parse(readFileSync(join(ROOT, 'buildspec.yml'), 'utf8')) as {
    phases: { install: { 'runtime-versions': { nodejs: number } }; build: { commands: string[] } };
    artifacts: { 'base-directory': string; files: string };
  };

  test('of the cloud assembly follows the build spec of the pushed commit', () => {
    expect(buildSpecOf('Build/Synth')).toBe('buildspec.yml');
  });

  test('of the cloud assembly checks before it synthesizes, and hands everything on', () => {
    expect(buildSpec.phases.build.commands).toEqual(['npm run check', 'npm run synth']);
    expect(buildSpec.artifacts).toEqual({
      'base-directory': CLOUD_ASSEMBLY_FOLDER,
      files: '**/*',
    });
  });

  test('of the mutation installs the CLI that package.json names', () => {
    expect(buildSpecOf('UpdatePipeline/SelfMutate')).toContain(
      `npm install -g aws-cdk@${manifest.devDependencies['aws-cdk']}"`,
    );
  });

  test('of the mutation says what changes before it changes it, if the commit can', () => {
    const spec = parse(buildSpecOf('UpdatePipeline/SelfMutate')) as {
      env: { 'exported-variables': string[] };
      phases: Record<string, { commands: string[] }>;
    };
    expect(spec.env['exported-variables']).toEqual(['MUTATION_SUMMARY']);
    expect(actionOf('UpdatePipeline', 'SelfMutate')).toHaveProperty('Namespace');
    expect(spec.phases['pre_build']?.commands[0]).toBe(
      '[ ! -f mutation-summary.mjs ] || node mutation-summary.mjs',
    );
    expect(spec.phases['build']?.commands).toEqual([expect.stringContaining('deploy waypost-')]);
  });

  test('of the mutation may read the template of the pipeline alone, and write its notes alone', () => {
    const granted = (action: string) =>
      statementsOf(template)
        .filter(({ id, statement }) => id.includes('SelfMutation') && statement.Action === action)
        .map(({ statement }) => JSON.stringify(statement.Resource));
    expect(granted('cloudformation:GetTemplate')).toEqual([
      expect.stringMatching(/:stack\/waypost-pipeline\/\*"$/),
    ]);
    expect(granted('s3:PutObject')).toEqual([expect.stringMatching(/\/mutations\/\*"/)]);
  });

  test('of the assets installs the publisher that package.json names', () => {
    const file = readFileSync(join(assembly.directory, buildSpecOf('Assets/FileAssets')), 'utf8');
    expect(file).toContain(`npm install -g cdk-assets@${manifest.devDependencies['cdk-assets']}"`);
  });

  test('of the assets runs one publisher for each stack that has some, with each of its assets', () => {
    const file = readFileSync(join(assembly.directory, buildSpecOf('Assets/FileAssets')), 'utf8');
    const { phases } = JSON.parse(file) as { phases: { build: { commands: string[] } } };
    const manifests = phases.build.commands.map((command) => /--path "([^"]+)"/.exec(command)?.[1]);
    const published = phases.build.commands.flatMap((command) => [
      ...(/ publish (.*)$/.exec(command)?.[1] ?? '').matchAll(/"[^"]+"/g),
    ]);

    expect(manifests).toEqual([...new Set(manifests)]);
    expect(published.length).toBeGreaterThan(manifests.length);
  });

  test('runs on the Node that package.json pins', () => {
    expect(manifest.devDependencies.node.split('.')[0]).toBe(NODE_MAJOR_VERSION);
    expect(buildSpec.phases.install['runtime-versions'].nodejs).toBe(Number(NODE_MAJOR_VERSION));
    expect(buildSpecOf('dev/SmokeTest')).toContain(`"nodejs": "${NODE_MAJOR_VERSION}"`);
  });

  test('of a smoke test reads outputs of the stage and may assume its role alone', () => {
    const smokeTest = actionOf('prod', 'SmokeTest');
    expect(smokeTest.Configuration?.['EnvironmentVariables']).toMatch(/"PAGE_URL".*"#\{.*\.Url\}"/);
    expectResource(template, 'AWS::IAM::Role', { RoleName: 'waypost-prod-smoke-test-build' });
    expect(mayAssume('arn:aws:iam::333333333333:role/visitor-prod')).toEqual([
      expect.stringMatching(/^SmokeTestprodRole/),
    ]);
  });

  test('that protects stacks may assume the role that protects them, and no other', () => {
    expectResource(template, 'AWS::IAM::Role', { RoleName: 'waypost-prod-stack-protection-build' });
    expect(mayAssume('arn:aws:iam::333333333333:role/protector-prod')).toEqual([
      expect.stringMatching(/^ProtectStacksprodRole/),
    ]);
  });
});
