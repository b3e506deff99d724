import { existsSync, readFileSync } from 'node:fs';
import { FOLDERS } from '../../../bench/mutants/folders';
import { rowOf, withRow } from '../../../bench/mutants/table';
import { repositoryRoot } from '../../../rehearsal/paths';
import { sourceFiles } from '../../architecture/source-tree';

const report = (...statuses: string[]) => ({
  files: { 'a.ts': { mutants: statuses.map((status) => ({ status })) } },
});
const when = { commit: 'c0ffee', date: '2026-11-29' };

describe('the table of mutants', () => {
  test('counts what tests noticed, and what none of them ran as not noticed', () => {
    const statuses = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'Killed'];
    expect(rowOf('lib', report(...statuses), when)).toBe(
      '| `lib` | 5 | 3 | 1 | 1 | 60.0 % | c0ffee | 2026-11-29 |',
    );
  });

  test('has a new row in place of the last one of its folder alone', () => {
    const page = 'Text\n| `lib` | 1 |\n| `lib/config` | 2 |\nMore\n';
    expect(withRow(page, 'lib', '| `lib` | 3 |')).toBe(
      'Text\n| `lib` | 3 |\n| `lib/config` | 2 |\nMore\n',
    );
    expect(() => withRow(page, 'release', '')).toThrow('release');
  });

  test.each(Object.entries(FOLDERS))(
    'has a row for %s, which is there with its tests',
    (folder, starts) => {
      const page = readFileSync(`${repositoryRoot}/bench/mutants.md`, 'utf8');
      expect(withRow(page, folder, 'row')).toContain('row');
      expect(existsSync(`${repositoryRoot}/${folder}`)).toBe(true);
      const tests = sourceFiles().filter((path) => path.endsWith('.test.ts'));
      expect(
        starts.filter((start) => !tests.some((path) => path.startsWith(start.replace('!', '')))),
      ).toEqual([]);
    },
  );
});
