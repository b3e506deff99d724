import { readSource, sourceFiles } from './source-tree';

const COMMANDS = 'bin/commands';
/** What is typed, what it does, what it needs, and what gives that. */
const PARTS = ['command.ts', 'action.ts', 'ports.ts', 'adapters.ts'];
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
    .flatMap((folder) => PARTS.map((part) => `${COMMANDS}/${folder}/${part}`))
    .filter((path) => !paths.includes(path));
}

describe('a command', () => {
  test('has a folder with the same four files in it as every other', () => {
    expect(files.filter((path) => path.endsWith('/command.ts')).length).toBeGreaterThan(10);
    expect(missing(files)).toEqual([]);
  });

  test('control: a folder without an action is noticed', () => {
    const action = `${COMMANDS}/diff/action.ts`;
    expect(missing(files.filter((path) => path !== action))).toEqual([action]);
  });

  test('loads what it does by one line, so that no other command waits for it', () => {
    for (const path of files) {
      const lines = readSource(path).match(LOADED_LATER)?.length ?? 0;
      expect([path, lines]).toEqual([path, path.endsWith('/command.ts') ? 1 : 0]);
    }
  });
});
