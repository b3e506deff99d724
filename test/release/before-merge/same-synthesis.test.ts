import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { differences, type Synthesis } from '../../../release/before-merge/same-synthesis';

const ROOT = '/packages';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-synthesis-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An assembly with these files, whose sources lay in a folder of its own. */
function synthesis(name: string, files: Readonly<Record<string, string>>): Synthesis {
  const assembly = join(folder, name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(assembly, path)), { recursive: true });
    writeFileSync(join(assembly, path), content);
  }
  return { assembly, sources: `/sources/${name}` };
}

function differ(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>) {
  return differences([synthesis('one', one), synthesis('other', other)], ROOT);
}

describe('two syntheses', () => {
  test('are the same when all their files are', () => {
    expect(differ({ 'a/b': '1', c: '2' }, { c: '2', 'a/b': '1' })).toEqual([]);
  });

  test('may trace constructs to different folders', () => {
    const files = (name: string) => ({ 'x.metadata.json': `/sources/${name}/lib ${ROOT}/cdk` });
    expect(differ(files('one'), files('other'))).toEqual([]);
  });

  test('may know of different histories: a copy of the sources has none', () => {
    expect(differ({ a: '1', 'commits.json': '[]' }, { a: '1', 'commits.json': '[{}]' })).toEqual(
      [],
    );
  });

  test.each([
    ['another byte', { a: '1' }, { a: '2' }],
    ['a file more', { b: '1' }, { a: '1', b: '1' }],
    ['a file less', { a: '1', b: '1' }, { b: '1' }],
    ['a folder in a template', { a: '/sources/one' }, { a: '/sources/other' }],
  ])('control: %s is noticed', (_, one, other) => {
    expect(differ(one, other)).toEqual(['/a']);
  });

  test('control: an empty assembly is no assembly', () => {
    mkdirSync(join(folder, 'one'));
    expect(() => differ({}, { a: '1' })).toThrow('holds no file');
  });
});
