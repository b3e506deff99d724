import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, ConfigFileError } from '../../../lib/config/config-error';
import { loadConfig } from '../../../lib/config/load-config';
import { sample } from '../../helpers/sample';

const folder = mkdtempSync(join(tmpdir(), 'waypost-config-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let count = 0;
/** A folder whose waypost.config.ts holds `source`. */
function folderWith(source: string): string {
  const own = mkdtempSync(join(folder, `${count++}-`));
  writeFileSync(join(own, 'waypost.config.ts'), source);
  return own;
}

const REPOSITORY = join(__dirname, '../../..');

/** Nothing of its values: the file is the owner's to edit. */
function assertLoads(root: string) {
  expect(loadConfig(root).environments.length).toBeGreaterThan(0);
}

describe('waypost.config.ts', () => {
  test('of this repository loads', () => {
    assertLoads(REPOSITORY);
  });

  test("control: the check holds for an owner's own values, and notices a fault in them", () => {
    const edited = JSON.stringify(sample).replaceAll('example.com', 'beacon.org');
    assertLoads(folderWith(`export default ${edited};`));

    const broken = edited.replace('"111111111111"', '"1"');
    expect(() => {
      assertLoads(folderWith(`export default ${broken};`));
    }).toThrow(ConfigError);
  });

  test('is read from the folder that is asked for', () => {
    const own = folderWith(`export default ${JSON.stringify({ ...sample, project: 'mine' })};`);
    expect(loadConfig(own).project).toBe('mine');
  });

  test('that is wrong is refused with its problems', () => {
    expect(() => loadConfig(folderWith('export default {};'))).toThrow(ConfigError);
  });

  test.each([
    ['has no default export', 'export const config = {};', /has no default export/],
    ['throws', "throw new Error('no such luck');", /cannot be loaded: no such luck/],
    ['is not TypeScript', 'export default {', /cannot be loaded: /],
    ['imports what is not there', "import './nothing';", /cannot be loaded: .*nothing/],
  ])('that %s is refused by name', (_, source, message) => {
    const load = () => loadConfig(folderWith(source));

    expect(load).toThrow(ConfigFileError);
    expect(load).toThrow(
      expect.objectContaining({ name: 'ConfigFileError', code: 'CONFIG_UNREADABLE' }) as Error,
    );
    expect(load).toThrow(message);
  });

  test('that is missing is asked for in the folder', () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(() => loadConfig(empty)).toThrow(`There is no waypost.config.ts in ${empty}`);
  });
});
