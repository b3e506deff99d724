import { readSource, sourceFiles } from './source-tree';

const COMMANDS = 'bin/commands';
/** What is typed, and what it does. */
const PARTS = ['command.ts', 'action.ts'];
/** What it needs from outside, and what gives that: both, or neither. */
const WORLD = ['ports.ts', 'adapters.ts'];
/** What no command has for its own. */
const SHARED = ['terminal'];
/** A path that is written twice: for who loads it, and for its type. */
const LOADED_LATER = / as typeof import\('\.\.?\//g;

const files = sourceFiles(COMMANDS);

/** Files that a command's folder lacks. */
function missing(paths: readonly string[]): string[] {
  const folders = new Set(
    paths.map((path) => path.split('/')).flatMap(([, , folder, file]) => (file ? [folder] : [])),
  );
  return [...folders]
    .filter((folder) => !SHARED.includes(folder ?? ''))
    .flatMap((folder) => {
      const here = (part: string) => `${COMMANDS}/${folder}/${part}`;
      const world = WORLD.map(here);
      return [...PARTS.map(here), ...(world.some((path) => paths.includes(path)) ? world : [])];
    })
    .filter((path) => !paths.includes(path));
}

describe('a command', () => {
  test('has a folder with the same files in it as every other', () => {
    expect(files.filter((path) => path.endsWith('/command.ts')).length).toBeGreaterThan(10);
    expect(missing(files)).toEqual([]);
  });

  test.each(['action.ts', 'adapters.ts', 'ports.ts'])(
    'control: a folder without %s is noticed',
    (part) => {
      const gone = `${COMMANDS}/diff/${part}`;
      expect(missing(files.filter((path) => path !== gone))).toEqual([gone]);
    },
  );

  test('loads what it does by one line, so that no other command waits for it', () => {
    for (const path of files) {
      const lines = readSource(path).match(LOADED_LATER)?.length ?? 0;
      expect([path, lines]).toEqual([path, path.endsWith('/command.ts') ? 1 : 0]);
    }
  });
});
