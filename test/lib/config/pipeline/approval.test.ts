import { dev, onlyProblemOf, parsedDev, problemsOf, withDev } from '../../../helpers/sample';

describe('approval', () => {
  test('waits for a week, or as long as the owner says, or is none', () => {
    expect(parsedDev({ approval: true }).approval).toEqual({ timeoutMinutes: 10_080 });
    expect(parsedDev({ approval: {} }).approval).toEqual({ timeoutMinutes: 10_080 });
    expect(parsedDev({ approval: { timeoutMinutes: 5 } }).approval).toEqual({ timeoutMinutes: 5 });
    expect(parsedDev({ approval: false }).approval).toBeUndefined();
  });

  test.each([
    ['yes', '', 'true, false, or an object with the key timeoutMinutes'],
    [{ timeoutMinutes: 4 }, '.timeoutMinutes', 'a whole number of minutes, 5 to 86400'],
    [{ timeoutMinutes: 86_401 }, '.timeoutMinutes', 'a whole number of minutes, 5 to 86400'],
    [{ timeoutMinutes: '60' }, '.timeoutMinutes', 'a whole number of minutes, 5 to 86400'],
    [{ timeout: 60 }, '.timeout', 'one of the keys timeoutMinutes'],
  ])('refuses %j', (approval, path, expected) => {
    expect(onlyProblemOf(withDev({ approval }))).toMatchObject({
      path: `environments[0].approval${path}`,
      expected,
    });
  });

  test('has to be decided', () => {
    const { approval, ...undecided } = dev;
    expect(approval).toBe(false);
    expect(onlyProblemOf({ ...(withDev({}) as object), environments: [undecided] })).toMatchObject({
      path: 'environments[0].approval',
      fix: 'add this key',
    });
  });
});

describe('deployment window', () => {
  const approved = (deploymentWindow: unknown) => withDev({ approval: true, deploymentWindow });

  test('is in UTC unless the owner says otherwise, and none by default', () => {
    const cron = '* 9-16 * * 1-4';
    const windowOf = (deploymentWindow?: object) =>
      parsedDev({ approval: true, ...(deploymentWindow && { deploymentWindow }) }).deploymentWindow;
    expect(windowOf({ cron })).toEqual({ cron, timeZone: 'UTC' });
    expect(windowOf({ cron, timeZone: 'Asia/Riyadh' })).toEqual({ cron, timeZone: 'Asia/Riyadh' });
    expect(windowOf()).toBeUndefined();
  });

  test('may have more than one space between its fields', () => {
    expect(problemsOf(approved({ cron: ' *  9-16 * * 1-4' }))).toEqual([]);
  });

  test.each([
    ['nine to five', '.cron', 'five fields of cron'],
    ['* 25 * * *', '.cron', 'five fields of cron'],
    ['0 * 9-16 * * 1-4', '.cron', 'five fields of cron'],
    ['0 0 31 2 *', '.cron', 'five fields of cron'],
  ])('refuses the cron %j', (cron, path, expected) => {
    expect(onlyProblemOf(approved({ cron }))).toMatchObject({
      path: `environments[0].deploymentWindow${path}`,
      expected: expect.stringContaining(expected) as string,
      fix: expect.stringContaining('* 9-16 * * 1-4') as string,
    });
  });

  test.each(['+02:00', 'Berlin'])('refuses the time zone %j', (timeZone) => {
    expect(onlyProblemOf(approved({ cron: '* * * * *', timeZone }))).toMatchObject({
      path: 'environments[0].deploymentWindow.timeZone',
      fix: expect.stringContaining('Europe/Berlin') as string,
    });
  });

  test('needs an approval, behind which it is looked at', () => {
    const deploymentWindow = { cron: '* * * * *' };
    expect(onlyProblemOf(withDev({ deploymentWindow }))).toMatchObject({
      path: 'environments[0].deploymentWindow',
      fix: 'set approval to true, or remove the window',
    });
    expect(problemsOf(approved(deploymentWindow))).toEqual([]);
  });
});
