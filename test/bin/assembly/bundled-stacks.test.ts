import { bundlesEveryStack } from '../../../bin/assembly/bundled-stacks';

const told = (stacks: unknown) => ({
  CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': stacks, other: true }),
});

describe('every stack is made with its assets', () => {
  test.each([
    ['the CLI wants them all', told(['**'])],
    ['the CLI says nothing of stacks', told(undefined)],
    ['no CLI runs the app', {}],
  ])('when %s', (_, environment) => {
    expect(bundlesEveryStack(environment)).toBe(true);
  });

  test.each([
    ['deploys one', told(['waypost-pipeline'])],
    ['lists them', told([])],
  ])('but not when the CLI %s', (_, environment) => {
    expect(bundlesEveryStack(environment)).toBe(false);
  });
});
