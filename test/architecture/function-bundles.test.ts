import { bundle } from '../../lib/functions/bundler';
import { type FunctionSource, functionSources } from '../../lib/functions/function-sources';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { ALL_OPTIONS } from '../helpers/options';
import { sourceFiles } from './source-tree';

const CDK = ['aws-cdk-lib', 'constructs', 'cdk-nag'];

const cdkIn = (source: FunctionSource) =>
  Object.keys(bundle(source).packages).filter((name) => CDK.includes(name));

/** Of every function that can be deployed. */
const sources = functionSources(
  exampleConfig({ environments: [{ ...prodInput, ...ALL_OPTIONS }] }),
);

describe('bundles of functions', () => {
  test.each(sources.map((source) => [source.entry, source] as const))(
    'hold nothing of CDK: %s',
    (_, source) => {
      expect(cdkIn(source)).toEqual([]);
    },
  );

  test('control: a bundle with constructs in it is noticed', () => {
    const source = { entry: 'node_modules/constructs/lib/index.js', define: {} };
    expect(cdkIn(source)).toEqual(['constructs']);
  });

  test('are what lambdas/ is for: each of its folders has a function, but for what they share', () => {
    const folders = (paths: readonly string[]) =>
      [...new Set(paths.map((path) => path.split('/')[1] ?? ''))].sort();
    expect(folders(sourceFiles('lambdas')).filter((name) => name !== 'shared')).toEqual(
      folders(sources.map(({ entry }) => entry)),
    );
  });
});
