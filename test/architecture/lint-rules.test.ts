import { spawnSync } from 'node:child_process';
import { repositoryRoot } from './source-tree';

type Rules = Readonly<Record<string, readonly unknown[] | undefined>>;

const FOLDERS = ['bin', 'lib', 'stages', 'lambdas', 'release', 'rehearsal', 'test', 'bench'];

/** jest cannot load ESLint's configuration, which is an ES module. */
const PRINT_RULES = `
  const { ESLint } = require('eslint');
  const rules = async (path) => (await new ESLint().calculateConfigForFile(path)).rules;
  Promise.all(process.argv.slice(1).map(rules)).then((all) => console.log(JSON.stringify(all)));
`;

/** Rules as ESLint sees them for a file of each folder; nothing is linted, which takes long. */
function rulesByFolder(): Map<string, Rules> {
  const paths = FOLDERS.map((folder) => `${folder}/x.ts`);
  const { stdout } = spawnSync(process.execPath, ['-e', PRINT_RULES, ...paths], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  const all = JSON.parse(stdout) as readonly Rules[];
  return new Map(all.map((rules, index) => [FOLDERS[index] ?? '', rules]));
}

const ERROR = 2;

/** Those of `names` that do not fail a build. */
function toothless(rules: Rules, names: readonly string[]): string[] {
  return names.filter((name) => rules[name]?.[0] !== ERROR);
}

const EVERYWHERE = [
  '@typescript-eslint/no-floating-promises',
  '@typescript-eslint/no-explicit-any',
  '@typescript-eslint/no-non-null-assertion',
];
const IN_TESTS = [
  'jest/no-disabled-tests',
  'jest/no-focused-tests',
  'jest/expect-expect',
  'no-restricted-syntax',
];

describe('the linter', () => {
  const rules = rulesByFolder();

  test.each(FOLDERS)('fails a floating promise and `any` in %s', (folder) => {
    expect(toothless(rules.get(folder) ?? {}, EVERYWHERE)).toEqual([]);
  });

  test('fails tests that are skipped, focused, only announced or without an assertion', () => {
    expect(toothless(rules.get('test') ?? {}, IN_TESTS)).toEqual([]);
  });

  test('control: a rule that only warns is noticed', () => {
    expect(toothless({ [EVERYWHERE[0] ?? '']: [1] }, EVERYWHERE)).toEqual(EVERYWHERE);
  });
});
