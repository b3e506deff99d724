import ts from 'typescript';
import { readSource, sourceFiles } from './source-tree';

const ROOTS = ['bin', 'lambdas', 'lib', 'rehearsal', 'release', 'site', 'stages'];
const CODE = /\.tsx?$/;

/** Types, classes and components that a module exports. Functions and constants are read beside their module's name. */
function typesOf(path: string, text: string): string[] {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest).statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const name = isExported && isNamed(statement) ? (statement.name?.text ?? '') : '';
    return /^[A-Z]/.test(name) ? [name] : [];
  });
}

function isNamed(statement: ts.Statement) {
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isFunctionDeclaration(statement)
  );
}

/** Names that more than one module exports -> these modules. */
function ambiguous(modules: ReadonlyMap<string, string>): Record<string, string[]> {
  const places = new Map<string, string[]>();
  for (const [path, text] of modules) {
    for (const name of new Set(typesOf(path, text)))
      places.set(name, [...(places.get(name) ?? []), path]);
  }
  return Object.fromEntries([...places].filter(([, { length }]) => length > 1));
}

const modules = new Map(
  ROOTS.flatMap((root) => sourceFiles(root))
    .filter((path) => CODE.test(path))
    .map((path) => [path, readSource(path)]),
);

describe('an exported type', () => {
  test('has a name that no other has: rename the less exact one, or share one type', () => {
    expect(modules.size).toBeGreaterThan(500);
    expect(ambiguous(modules)).toEqual({});
  });

  test.each([
    'export interface ReleaseStack {}',
    'export type ReleaseStack = string;',
    'export abstract class ReleaseStack {}',
    'export const enum ReleaseStack {}',
    'export function ReleaseStack() {}',
  ])('control: a second one is noticed: %s', (second) => {
    const more = new Map([...modules, ['lib/second.ts', second]]);
    expect(Object.keys(ambiguous(more))).toEqual(['ReleaseStack']);
  });
});
