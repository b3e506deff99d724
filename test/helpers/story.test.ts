import { story } from './story';

/** Three steps that write down when they are taken. */
function threeSteps(second: () => string = () => 'second') {
  const taken: string[] = [];
  const step = story();
  const make = (name: string, take = () => name) =>
    step(() => {
      taken.push(name);
      return take();
    });
  return { taken, steps: [make('first'), make('second', second), make('third')] as const };
}

describe('steps of a story', () => {
  test('are taken in their order, and once, whichever is asked for first', async () => {
    const { taken, steps } = threeSteps();
    const [first, second, third] = steps;
    expect(await third()).toBe('third');
    expect(await Promise.all([second(), first(), second()])).toEqual(['second', 'first', 'second']);
    expect(taken).toEqual(['first', 'second', 'third']);
  });

  test('are taken no further than is asked for', async () => {
    const { taken, steps } = threeSteps();
    await steps[1]();
    expect(taken).toEqual(['first', 'second']);
  });

  test('are not taken after one that has failed, whose error they have', async () => {
    const { taken, steps } = threeSteps(() => {
      throw new Error('no way on');
    });
    await expect(steps[2]()).rejects.toThrow('no way on');
    await expect(steps[1]()).rejects.toThrow('no way on');
    expect(taken).toEqual(['first', 'second']);
  });
});
