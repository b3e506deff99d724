import { formatStacks, parseStacks } from '../../../lambdas/shared/stack-address';

const DNS = { region: 'us-east-1', stackName: 'waypost-prod-dns' };
const STORAGE = { region: 'eu-west-1', stackName: 'waypost-prod-storage' };

test('reads the stacks as the pipeline writes them', () => {
  expect(parseStacks('STACKS', formatStacks([DNS, STORAGE]))).toEqual([DNS, STORAGE]);
});

test.each(['', 'waypost-prod-dns', 'us-east-1/a,eu-west-1/b'])('refuses the list %j', (text) => {
  expect(() => parseStacks('DRIFT_STACKS', text)).toThrow(
    `expected "<region>/<stack> ..." in DRIFT_STACKS, found "${text}"`,
  );
});
