import { readSource, sourceFiles } from './source-tree';

/** A home or a working folder of somebody's machine. Said in pieces, for this file is read too. */
const MACHINE_PATH = new RegExp(
  ['/home/\\w', '/Users/\\w', '/root\\b', '/work/', '/private/', '[A-Z]:\\\\\\w']
    .map((path) => `(?<![\\w.*}\\]-])${path}`)
    .join('|'),
);

const texts = sourceFiles().filter((path) => !path.endsWith('/machine-paths.test.ts'));

/** Lines that name a path of one machine, as `file:line`. */
function machinePaths(path: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      MACHINE_PATH.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
    );
}

describe('files', () => {
  test('name no path of the machine that they were written on', () => {
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.flatMap((path) => machinePaths(path, readSource(path)))).toEqual([]);
  });

  test.each([
    '/home/jane/waypost',
    '"/Users/jane/x"',
    'cd /root/x',
    '(/work/project/lib)',
    'C:\\Users',
  ])('control: %s is noticed', (text) => {
    expect(machinePaths('x', text)).toHaveLength(1);
  });
});
