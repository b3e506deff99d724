import { parseConfig } from '../../../../lib/config/parse-config';
import { environmentRegions, toolsRegions } from '../../../../lib/config/regions';
import {
  dev,
  onlyProblemOf,
  parsedDev,
  problemsOf,
  prod,
  sample,
  withDev,
} from '../../../helpers/sample';

describe('backup', () => {
  test('is on for production and off for development, unless the owner says otherwise', () => {
    const backups = (change: object) =>
      parseConfig({
        ...sample,
        environments: [
          { ...dev, ...change },
          { ...prod, ...change },
        ],
      }).environments.map(({ backup }) => backup);

    expect(backups({})).toEqual([undefined, { retentionDays: 35 }]);
    expect(backups({ backup: {} })).toEqual([{ retentionDays: 30 }, { retentionDays: 35 }]);
    expect(backups({ backup: false })).toEqual([undefined, undefined]);
  });

  test('is kept for no longer than a message itself by default', () => {
    expect(parsedDev({ submissionRetentionDays: 7, backup: {} }).backup).toEqual({
      retentionDays: 7,
    });
  });

  test.each([
    ['true', true, '', 'an object with the keys retentionDays, copyTo'],
    ['no days', { retentionDays: 0 }, '.retentionDays', 'a whole number of days, 1 to 35'],
    [
      'more days than an erased message may be restored for',
      { retentionDays: 36 },
      '.retentionDays',
      'a whole number of days, 1 to 35',
    ],
    ['no region', { copyTo: 'eu-cental-1' }, '.copyTo', 'a region of the commercial AWS partition'],
    ['an unknown key', { lockDays: 3 }, '.lockDays', 'one of the keys retentionDays, copyTo'],
    [
      'a copy to its own region',
      { copyTo: 'eu-west-1' },
      '.copyTo',
      'a region other than the region of the environment',
    ],
    [
      'days beyond those of a message, by default',
      { retentionDays: 31 },
      '.retentionDays',
      'at most submissionRetentionDays, which is 30',
    ],
  ])('refuses %s', (_, backup, path, expected) => {
    expect(onlyProblemOf(withDev({ backup }))).toMatchObject({
      path: `environments[0].backup${path}`,
      expected,
    });
  });

  test("refuses days beyond the owner's own for a message, and says how many there may be", () => {
    const change = { submissionRetentionDays: 7, backup: { retentionDays: 8 } };
    expect(onlyProblemOf(withDev(change))).toMatchObject({
      found: 8,
      fix: 'write 7 or fewer, or remove the key',
    });
    expect(problemsOf(withDev({ ...change, submissionRetentionDays: 8 }))).toEqual([]);
  });

  test('that is copied has its other region bootstrapped, and artifacts brought there', () => {
    const config = parseConfig(withDev({ backup: { copyTo: 'eu-central-1' } }));
    const [first, second] = config.environments.map((one) => environmentRegions(one));

    expect(first).toEqual(['eu-west-1', 'us-east-1', 'eu-central-1']);
    expect(second).not.toContain('eu-central-1');
    expect(toolsRegions(config)).toContain('eu-central-1');
  });
});
