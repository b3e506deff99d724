import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../../architecture/source-tree';

/** What an editor shows of `waypost.config.ts`: TypeScript's language service says it. */
const SHIPPED = join(repositoryRoot, 'waypost.config.ts');

/** Calls of `defineConfig`, one a line. A cursor marks where the editor is asked. */
const DRAFTS = join(repositoryRoot, 'drafts.config.ts');
const CURSOR = '|';
const drafts = {
  ofEnvironment: '{ environments: [{ |tracing: true }] }',
  shared: '{ tools: { |account: "" } }',
  ofRecord: '{ environments: [{ records: [{ name: "@", type: "SRV", |values: [] }] }] }',
  keysOfEnvironment: '{ environments: [{ | }] }',
  keysOfRecord: '{ environments: [{ records: [{ type: "ALIAS", name: "@", | }] }] }',
  wrongName: '{ tools: { account: "1", regoin: "eu-west-1" } }',
  wrongNameOfMany: '{ environments: [{ kinds: "production" }] }',
  wrongNameInRecord: '{ environments: [{ records: [{ name: "@", type: "MX", valeus: [] }] }] }',
  wrongType: '{ tools: { account: 111111111111, region: "eu-west-1" } }',
  wrongPart: '{ environments: [{ backup: true }] }',
  wrongChoice: '{ environments: [{ kind: "prodution" }] }',
  nothing: '{}',
} as const;
type Draft = keyof typeof drafts;
const draftLines = Object.values(drafts).map((draft) => `defineConfig(${draft});`);

/** A function instead of `defineConfig`, for the control. */
const BARE = join(repositoryRoot, 'bare.config.ts');

// One program: a change to a text would cost seconds.
const texts: Readonly<Record<string, string>> = {
  [SHIPPED]: readFileSync(SHIPPED, 'utf8'),
  [DRAFTS]: [
    "import { defineConfig } from './lib/config/define-config';",
    ...draftLines.map((line) => line.replace(CURSOR, '')),
  ].join('\n'),
  [BARE]: `
    declare function take(given: {
      /** Told. */
      told: { bare?: string }[];
    }): void;
    take();`,
};

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(repositoryRoot, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
  ts.sys,
  repositoryRoot,
);
const service = ts.createLanguageService({
  ...ts.sys,
  useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
  getCompilationSettings: () => ({ ...options, types: [] }),
  getScriptFileNames: () => Object.keys(texts),
  getScriptVersion: () => '1',
  getScriptSnapshot: (file) => {
    const text = texts[file] ?? ts.sys.readFile(file);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => repositoryRoot,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
});

function theProgram(): ts.Program {
  const program = service.getProgram();
  if (program === undefined) throw new Error('the language service has no program');
  return program;
}

function sourceOf(file: string): ts.SourceFile {
  const source = theProgram().getSourceFile(file);
  if (source === undefined) throw new Error(`${file} is not open`);
  return source;
}

/** Line of a draft in its file; the first line is the import. */
function lineOf(draft: Draft): number {
  return 1 + Object.keys(drafts).indexOf(draft);
}

function cursorOf(draft: Draft): number {
  const column = draftLines[lineOf(draft) - 1]?.indexOf(CURSOR) ?? -1;
  return sourceOf(DRAFTS).getPositionOfLineAndCharacter(lineOf(draft), column);
}

const inOneLine = (parts: ts.SymbolDisplayPart[] | undefined) =>
  ts.displayPartsToString(parts).replaceAll('\n', ' ');

function commentAt(file: string, position: number): string {
  return inOneLine(service.getQuickInfoAtPosition(file, position)?.documentation);
}

/** Name and comment of each key that may be written at the cursor. */
function completions(draft: Draft): Map<string, string> {
  const position = cursorOf(draft);
  const entries = service.getCompletionsAtPosition(DRAFTS, position, {})?.entries ?? [];
  const detailsOf = (name: string) =>
    service.getCompletionEntryDetails(DRAFTS, position, name, {}, undefined, undefined, undefined);
  return new Map(entries.map(({ name }) => [name, inOneLine(detailsOf(name)?.documentation)]));
}

function errorsIn(file: string) {
  return service.getSemanticDiagnostics(file).map(({ start = 0, messageText }) => ({
    line: sourceOf(file).getLineAndCharacterOfPosition(start).line,
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

/** Every key of what the first call in a file takes, and those that have no comment. */
function keysOf(file: string): { readonly all: string[]; readonly bare: string[] } {
  const checker = theProgram().getTypeChecker();
  const all: string[] = [];
  const bare: string[] = [];
  const walk = (type: ts.Type, path: string) => {
    if (type.isUnion()) {
      for (const member of type.types) walk(member, path);
    } else if (checker.isArrayLikeType(type)) {
      const element = type.getNumberIndexType();
      if (element !== undefined) walk(element, `${path}[]`);
    } else if ((type.flags & ts.TypeFlags.Object) !== 0) {
      for (const key of type.getProperties()) {
        const inner = path === '' ? key.name : `${path}.${key.name}`;
        all.push(inner);
        if (key.getDocumentationComment(checker).length === 0) bare.push(inner);
        walk(checker.getTypeOfSymbol(key), inner);
      }
    }
  };
  const find = (node: ts.Node): void => {
    if (!ts.isCallExpression(node)) {
      ts.forEachChild(node, find);
      return;
    }
    const [parameter] = checker.getResolvedSignature(node)?.getParameters() ?? [];
    if (parameter !== undefined) walk(checker.getTypeOfSymbol(parameter), '');
  };
  find(sourceOf(file));
  return { all, bare };
}

describe('an editor', () => {
  test('shows a comment for every key that may be written', () => {
    const { all, bare } = keysOf(SHIPPED);
    expect(all).toEqual(
      expect.arrayContaining([
        'project',
        'source.pullRequests.commentToken',
        'environments[].account',
        'environments[].approval.timeoutMinutes',
        'environments[].records[].values[].priority',
        'contact.forms[].fields[].maxLength',
      ]),
    );
    expect(bare).toEqual([]);
  });

  test('control: a key without a comment is noticed', () => {
    expect(keysOf(BARE)).toEqual({ all: ['told', 'told[].bare'], bare: ['told[].bare'] });
  });

  test('shows it at each key of the configuration as shipped', () => {
    const written: string[] = [];
    const silent: string[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isPropertyAssignment(node)) {
        written.push(node.name.getText());
        if (commentAt(SHIPPED, node.name.getStart()) === '') silent.push(node.name.getText());
      }
      ts.forEachChild(node, look);
    };
    look(sourceOf(SHIPPED));
    expect(written).toEqual(expect.arrayContaining(['project', 'account', 'values', 'label']));
    expect(silent).toEqual([]);
  });

  test.each<[string, Draft, RegExp]>([
    ['of an environment', 'ofEnvironment', /^`true`: X-Ray traces/],
    ['that two parts share', 'shared', /^Account id: 12 digits, as a string/],
    ['of one type of record', 'ofRecord', /^Servers; the lowest priority is tried first/],
  ])('shows the comment of a key %s', (_, draft, expected) => {
    expect(commentAt(DRAFTS, cursorOf(draft))).toMatch(expected);
  });

  test('completes keys, each with its comment', () => {
    const found = completions('keysOfEnvironment');
    expect([...found.keys()]).toEqual(expect.arrayContaining(['account', 'approval', 'dmarc']));
    expect(found.get('customerKeys')).toMatch(/^`true`: the environment's data is encrypted/);
    expect([...found.values()]).not.toContain('');
  });

  test('completes the keys of the type of record that is written', () => {
    const found = completions('keysOfRecord');
    expect([...found.keys()].sort()).toEqual(['ipv6', 'target', 'targetZoneId']);
  });

  test('finds no error in the configuration as shipped', () => {
    expect(errorsIn(SHIPPED)).toEqual([]);
  });

  // A message names the type. It does not list what the type has.
  test.each<[string, Draft, string]>([
    [
      'a wrong name',
      'wrongName',
      "Object literal may only specify known properties, but 'regoin' does not exist in type 'AccountInput'. Did you mean to write 'region'?",
    ],
    [
      'a wrong name among many',
      'wrongNameOfMany',
      "Object literal may only specify known properties, but 'kinds' does not exist in type 'EnvironmentInput'. Did you mean to write 'kind'?",
    ],
    [
      'a wrong name in a record, with the keys of its type',
      'wrongNameInRecord',
      "Object literal may only specify known properties, but 'valeus' does not exist in type 'Readonly<{ type: \"MX\"; values: readonly { priority: number; host: string; }[]; name: string; ttlSeconds?: number | undefined; }>'. Did you mean to write 'values'?",
    ],
    ['a wrong type', 'wrongType', "Type 'number' is not assignable to type 'string'."],
    [
      'a part of a wrong type',
      'wrongPart',
      "Type 'true' is not assignable to type 'false | BackupInput | undefined'.",
    ],
    [
      'a wrong choice',
      'wrongChoice',
      'Type \'"prodution"\' is not assignable to type \'"development" | "production"\'. Did you mean \'"production"\'?',
    ],
    [
      'that parts are missing',
      'nothing',
      "Argument of type '{}' is not assignable to parameter of type 'ConfigInput'.\n  Type '{}' is missing the following properties from type 'ConfigInput': project, domain, source, tools, and 3 more.",
    ],
  ])('says in few words: %s', (_, draft, expected) => {
    const found = errorsIn(DRAFTS).filter(({ line }) => line === lineOf(draft));
    expect(found.map(({ text }) => text)).toEqual([expected]);
  });
});
