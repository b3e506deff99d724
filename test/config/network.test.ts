import { onlyProblemOf, parsedDev, withDev } from './sample';

describe('network', () => {
  test('is none of its own unless asked for', () => {
    expect(parsedDev({}).network).toEqual({ vpc: false });
    expect(parsedDev({ network: { vpc: true } }).network).toEqual({ vpc: true });
  });

  test.each([
    [{ vpc: 'yes' }, '.vpc', 'true or false'],
    [{}, '.vpc', 'true or false'],
    [true, '', 'an object with the keys vpc'],
    [{ vpc: true, nat: true }, '', 'vpc'],
  ])('refuses %j', (network, path, expected) => {
    const problem = onlyProblemOf(withDev({ network }));
    expect(problem).toMatchObject({ expected: expect.stringContaining(expected) as string });
    expect(problem.path).toContain(`environments[0].network${path}`);
  });
});
