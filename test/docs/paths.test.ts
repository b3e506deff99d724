import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readSource, repositoryRoot, sourceFiles } from '../architecture/source-tree';

/** A path of this repository in the text of a document, as code. */
const CODE_PATH =
  /`((?:bench|bin|docs|findings|lambdas|lib|rehearsal|release|site|stages|test|\.ci|\.codebuild|\.github)\/[\w./@-]*)`/g;
/** A file of this repository, in a comment or a message of the code. */
const NAMED_FILE =
  /(?<![\w./@-])((?:bench|bin|docs|lambdas|lib|rehearsal|release|site|stages|test)\/[\w./-]+\.(?:ts|tsx|mjs|cjs|py|md|json))\b/g;
const LINK = /\]\((?!https?:|mailto:)([^)\s]+)\)/g;
const HEADING = /^#{1,6} +(.+)$/gm;

const pages = sourceFiles().filter((path) => path.endsWith('.md'));

/** Written by a measurement, which a new one may still have before it. */
const FIGURES = /^bench\/[\w-]+\.md$/;

/** A file, a folder, or a module without its ending. */
const isThere = (path: string) =>
  FIGURES.test(path) ||
  ['', '.ts', '.mjs'].some((ending) => existsSync(join(repositoryRoot, path + ending)));

/** As GitHub makes the anchor of a heading. */
function anchorsOf(text: string): Set<string> {
  return new Set(
    [...text.matchAll(HEADING)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  );
}

/** Links of a page that lead nowhere, and paths in its text of what is not there. */
function deadPaths(page: string, text: string): string[] {
  const links = [...text.matchAll(LINK)].flatMap(([, link = '']) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : posix.join(posix.dirname(page), path);
    if (!isThere(target)) return [link];
    if (anchor === undefined || !target.endsWith('.md')) return [];
    const headings = anchorsOf(target === page ? text : readSource(target));
    return headings.has(anchor) ? [] : [link];
  });
  const code = [...text.matchAll(CODE_PATH)].flatMap(([, path = '']) =>
    isThere(path) ? [] : [path],
  );
  return [...links, ...code].map((path) => `${page}: ${path}`);
}

/** Files that a comment, a message or a path in the code names and that are not there. */
function deadFiles(path: string, text: string): string[] {
  return [...text.matchAll(NAMED_FILE)].flatMap(([, file = '']) =>
    isThere(file) ? [] : [`${path}: ${file}`],
  );
}

describe('comments and messages of the code', () => {
  // Tests make up paths.
  const sources = sourceFiles().filter(
    (path) => /\.(?:ts|tsx|mjs|cjs|py|yml)$/.test(path) && !/^(?:test|findings)\//.test(path),
  );

  test('name no file of this repository that is not there', () => {
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.flatMap((path) => deadFiles(path, readSource(path)))).toEqual([]);
  });

  test('control: one that is not there is noticed', () => {
    expect(deadFiles('lib/x.ts', '// See lib/constructs/nowhere.ts.')).toHaveLength(1);
  });
});

describe('the docs', () => {
  test('name no path of this repository, and link to nothing, that is not there', () => {
    expect(pages).toContain('docs/architecture.md');
    expect(pages.flatMap((page) => deadPaths(page, readSource(page)))).toEqual([]);
  });

  test.each([
    'See `lib/constructs/nowhere.ts`.',
    'In `rehearsal/nowhere/`.',
    'See [the runbook](runbook.md#no-such-heading).',
    'See [a guide](nowhere.md).',
  ])('control: %s is noticed', (text) => {
    expect(deadPaths('docs/x.md', text)).toHaveLength(1);
  });

  test('control: what is there is let through', () => {
    const text =
      '`lib/naming` `lib/config/` [up](../README.md) [here](#a-heading)\n\n## A `heading`';
    expect(deadPaths('docs/architecture.md', text)).toEqual([]);
  });
});
