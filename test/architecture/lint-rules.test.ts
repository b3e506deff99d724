import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSource, repositoryRoot, sourceFiles } from './source-tree';

/** Files that are wrong, and the one rule that each of them must fail by. */
const BROKEN: Readonly<Record<string, readonly [rule: string, text: string]>> = {
  'lib/floating-promise.ts': ['typescript(no-floating-promises)', 'Promise.resolve(1);'],
  'lib/any.ts': ['typescript(no-explicit-any)', 'export const x: any = 1;'],
  'lib/unsafe.ts': ['typescript(no-unsafe-return)', 'export const f = () => JSON.parse("1");'],
  'lib/non-null.ts': [
    'typescript(no-non-null-assertion)',
    'export const f = (x?: string) => x!.trim();',
  ],
  'lib/condition.ts': [
    'typescript(no-unnecessary-condition)',
    'export const f = (x: { y: 1 }) => x?.y;',
  ],
  'lib/template.ts': [
    'typescript(restrict-template-expressions)',
    'export const f = (x: object) => `${x}`;',
  ],
  'lib/deprecated.ts': [
    'typescript(no-deprecated)',
    '/** @deprecated */\nconst old = 1;\nexport const x = old + 1;',
  ],
  'lib/interface.ts': [
    'typescript(consistent-type-definitions)',
    'export type X = { readonly x: number };',
  ],
  'lib/unused.ts': ['eslint(no-unused-vars)', 'const _x = 1;\nexport {};'],
  'lib/unused-directive.ts': [
    '',
    '// oxlint-disable-next-line no-control-regex -- nothing to excuse\nexport const x = 1;',
  ],
  'lib/circle.ts': [
    'import(no-cycle)',
    "import { b } from './circle-back';\nexport const a = () => b;",
  ],
  'lib/circle-back.ts': [
    'import(no-cycle)',
    "import { a } from './circle';\nexport const b = () => a;",
  ],
  'lib/circle-of-types.ts': [
    'import(no-cycle)',
    "import type { B } from './circle-of-types-back';\nexport interface A {\n  readonly b: B;\n}",
  ],
  'lib/circle-of-types-back.ts': [
    'import(no-cycle)',
    "import type { A } from './circle-of-types';\nexport interface B {\n  readonly a: A;\n}",
  ],
  'bin/global.mjs': ['eslint(no-undef)', 'export const x = fetch;'],
  'bin/constant.mjs': ['eslint(no-constant-condition)', 'if (true) console.log(1);'],
  'bin/argument.mjs': ['', 'export function f(a, a) {\n  return a;\n}'],
  'bin/octal.cjs': ['', "'use strict';\nmodule.exports = 010;"],
  'test/skipped.test.ts': ['jest(no-disabled-tests)', "test.skip('x', () => { expect(1); });"],
  'test/focused.test.ts': ['jest(no-focused-tests)', "test.only('x', () => { expect(1); });"],
  'test/todo.test.ts': ['eslint(no-restricted-properties)', "test.todo('x');"],
  'test/no-assertion.test.ts': ['jest(expect-expect)', "test('x', () => { String(1); });"],
  'test/commented.test.ts': ['jest(no-commented-out-tests)', "// test('x', () => {});\nexport {};"],
};

/** What must pass: the same shapes, put right. */
const SOUND = {
  'lib/sound.ts':
    'export const f = async (x: number): Promise<string> => {\n  await Promise.resolve();\n  return `${x}`;\n};',
  'globals.d.ts': `
    type Test = (name: string, run: () => void) => void;
    declare const test: Test & { skip: Test; only: Test; todo: (name: string) => void };
    declare function expect(value: unknown): void;
    declare function assertSound(value: unknown): void;`,
  'test/sound.test.ts': "test('x', () => { assertSound(1); });",
};

interface Diagnostic {
  readonly code?: string;
  readonly filename: string;
  readonly message: string;
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-lint-'));
  cpSync(join(repositoryRoot, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  const options = { strict: true, target: 'es2023', module: 'nodenext', types: [] };
  write('tsconfig.json', JSON.stringify({ compilerOptions: options, include: ['**/*.ts'] }));
  for (const [path, [, text]] of Object.entries(BROKEN)) write(path, text);
  for (const [path, text] of Object.entries(SOUND)) write(path, text);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${text}\n`);
}

function run(program: string, ...args: string[]) {
  const path = join(repositoryRoot, 'node_modules', program);
  return spawnSync(process.execPath, [path, ...args], { cwd: folder, encoding: 'utf8' });
}

const lint = (...args: string[]) => run('oxlint/bin/oxlint', ...args);

describe('the linter', () => {
  test('fails each kind of fault by the rule that is about it, and nothing that is sound', () => {
    const { status, stdout } = lint('--format=json', '.');
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    const found = diagnostics.map(({ filename, code = '' }) => [filename, code]);
    expect(status).toBe(1);
    expect(new Map(found as [string, string][])).toEqual(
      new Map(Object.entries(BROKEN).map(([path, [rule]]) => [path, rule])),
    );
  });

  test('parses scripts that are no modules strictly, which refuses octals and double arguments', () => {
    const scripts = sourceFiles().filter((path) => /\.cjs$|^[^/]*\.js$/.test(path));
    expect(scripts).toContain('jest.config.js');
    expect(scripts.filter((path) => !readSource(path).includes("'use strict';\n"))).toEqual([]);
  });
});

describe('the rule on instances of classes', () => {
  const RULE = 'no-unsafe-class-instance-assignment';
  const instances = (path: string) => {
    const script = join(repositoryRoot, 'bin/gates/class-instances.ts');
    return run('tsx/dist/cli.mjs', script, join(folder, path));
  };

  test('fails an object that is no instance, by its line', () => {
    write('lib/instance.ts', 'class P {\n  readonly x = 1;\n}\nexport const p: P = { x: 1 };');
    const { status, stdout } = instances('lib/instance.ts');
    expect(stdout).toMatch(/lib\/instance\.ts:4: .*instance of class `P`/);
    expect(status).toBe(1);
  });

  test('passes what is sound', () => {
    const { status, stdout } = instances('lib/sound.ts');
    expect(stdout).toContain('0 in 1 files');
    expect(status).toBe(0);
  });

  test('is not yet known to oxlint, which would make our call of tsgolint needless', () => {
    expect(lint('--rules').stdout).toContain('no-unsafe-enum-assignment');
    expect(lint('--rules').stdout).not.toContain(RULE);
  });
});
