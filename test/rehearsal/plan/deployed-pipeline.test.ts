import { deployedPipeline } from '../../../rehearsal/plan/deployed-pipeline';
import { definition } from '../support';

const emulator = (...names: string[]) => ({
  pipelines: () =>
    Promise.resolve(
      names.map((name) => ({ ...definition({}), name, stack: `${name}-stack`, logicalId: 'P' })),
    ),
});

/** In the place of the definitions. */
const stack = (name: string) => {
  const { account, region } = definition({});
  return { stack: name, account, region };
};

describe('the deployed pipeline', () => {
  test('is the one of its stack, as it is deployed', async () => {
    expect(await deployedPipeline(stack('two-stack'), emulator('one', 'two'))).toStrictEqual({
      ...definition({}),
      name: 'two',
    });
  });

  test.each([
    [['one', 'two'], 'one, two'],
    [[], 'none'],
  ])('that is none of %j is a fault, which names those', async (names, told) => {
    await expect(deployedPipeline(stack('three-stack'), emulator(...names))).rejects.toThrow(
      `the stack three-stack has no pipeline; deployed: ${told}`,
    );
  });
});
