import { deployedPipeline } from '../../../rehearsal/plan/deployed-pipeline';
import { definition } from '../support';

const emulator = (...names: string[]) => ({
  pipelines: () =>
    Promise.resolve(
      names.map((name) => ({ ...definition({}), name, stack: 'waypost', logicalId: 'Pipeline' })),
    ),
});

describe('the deployed pipeline', () => {
  test('is the one of its name, as it is deployed', async () => {
    expect(await deployedPipeline('two', emulator('one', 'two'))).toStrictEqual({
      ...definition({}),
      name: 'two',
    });
  });

  test.each([
    [['one', 'two'], 'one, two'],
    [[], 'none'],
  ])('that is none of %j is a fault, which names those', async (names, told) => {
    await expect(deployedPipeline('three', emulator(...names))).rejects.toThrow(
      `\`waypost deploy\` has made no pipeline three; deployed: ${told}`,
    );
  });
});
