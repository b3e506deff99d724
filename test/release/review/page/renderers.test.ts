import type { Rating } from '../../../../release/review/grants/grant';
import { renderHtml } from '../../../../release/review/page/html';
import { renderMarkdown } from '../../../../release/review/page/markdown';
import { pageOf } from '../../../../release/review/page/page';
import { PLAIN, renderTerminal } from '../../../../release/review/page/terminal';
import { change, diffOf, HOSTILE, hostileDiff, stack } from './samples';

const hostile = pageOf(hostileDiff());
const quiet = pageOf(diffOf());

/** Lines of a table, without those outside of any. */
function tableLines(markdown: string): string[] {
  return markdown.split('\n').filter((line) => line.startsWith('|'));
}

/** Bars that end a cell: those before which no backslash stands. */
function bars(line: string): number {
  return line.match(/(?<!\\)\|/g)?.length ?? 0;
}

describe('the page', () => {
  test('has no element, attribute or script of others', () => {
    const html = renderHtml(hostile);
    expect(html).not.toMatch(/<script/i);
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name));
    expect([...tags].sort()).toEqual(
      'body code dd details div dl dt h1 h2 head html li meta p summary style table tbody td th thead title tr ul'
        .split(' ')
        .sort(),
    );
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('loads nothing, and shows in dark as in light', () => {
    const html = renderHtml(hostile);
    expect(html).toContain('default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;');
    expect(html).not.toMatch(/\b(?:src|href)=/);
    expect(html).toContain('color-scheme: light dark');
    expect(html).toContain('prefers-color-scheme: dark');
  });

  test('shows values, which Markdown leaves out as a comment may be public', () => {
    const page = pageOf(
      diffOf({
        stacks: [
          stack({
            changes: [
              change({
                properties: [
                  { name: 'DisplayName', replaces: false, before: 'v-old', after: 'v-new' },
                ],
              }),
            ],
          }),
        ],
      }),
    );
    expect(renderHtml(page)).toContain('DisplayName: <code>v-old</code> → <code>v-new</code>');
    expect(renderMarkdown(page)).toContain('`DisplayName`');
    expect(renderMarkdown(page)).not.toContain('v-new');
  });

  test('says that nothing goes when nothing does', () => {
    expect(renderHtml(quiet)).toContain('<h2>Destroyed or replaced</h2>\n<p>Nothing.</p>');
    expect(renderMarkdown(quiet)).toContain('## Destroyed or replaced\n\nNothing.');
  });

  test('says first that a release stops', () => {
    expect(hostile.verdict).toEqual({
      bad: true,
      text: 'A release stops here: 1 resource with state would be removed, and allowDestroy does not name it. Permissions: 1 broader.',
    });
    expect(quiet.verdict).toEqual({ bad: false, text: 'Nothing in prod changes.' });
  });

  test('says that something changes when only outputs do', () => {
    const page = pageOf(diffOf({ stacks: [stack({ sections: ['Outputs'] })] }));
    expect(page.verdict.text).toBe('1 stack of 1 changes.');
    expect(renderTerminal(page, PLAIN)).toMatch(/UPDATE_COMPLETE +Outputs/);
  });

  test('says who may do what on what, before and after, and how it is rated, in every form', () => {
    const grant = {
      what: 'Allow sqs:SendMessage → sqs:*',
      resource: '${Queue.Arn}',
      principal: 'AWS:${Role}',
      condition: '',
      type: 'AWS::IAM::Policy',
      logicalId: 'RolePolicy',
    } as const;
    const page = pageOf(
      diffOf({
        stacks: [
          stack({
            permissions: [
              { ...grant, rating: 'not rated', change: 'comes' },
              { ...grant, rating: 'broader', change: 'changes' },
            ],
            sections: ['Outputs'],
          }),
        ],
      }),
    );
    expect(page.verdict.text).toBe('1 stack of 1 changes. Permissions: 1 broader, 1 not rated.');
    const row = ['broader', 'changed', grant.what, grant.resource, grant.principal];
    const table = page.sections.find(({ title }) => title === 'Permissions');
    expect(table?.rows.map((cells) => cells.slice(0, 5).map(({ text }) => text))).toEqual([
      row,
      ['not rated', 'new', ...row.slice(2)],
    ]);
    for (const said of [renderHtml(page), renderMarkdown(page), renderTerminal(page, PLAIN)]) {
      expect(said).toContain('1 broader, 1 not rated');
      expect(said).toContain('sqs:SendMessage → sqs:*');
    }
  });

  test('leaves out a column that nobody fills, in every form', () => {
    const grant = {
      rating: 'broader',
      change: 'comes',
      what: 'Allow sqs:SendMessage',
      resource: '*',
      principal: 'AWS:${Role}',
      type: 'AWS::IAM::Policy',
      logicalId: 'RolePolicy',
    } as const;
    const shown = (...conditions: readonly string[]) => {
      const permissions = conditions.map((condition) => ({ ...grant, condition }));
      const page = pageOf(diffOf({ stacks: [stack({ permissions })] }));
      return [renderHtml(page), renderMarkdown(page), renderTerminal(page, PLAIN)];
    };
    for (const text of shown('')) expect(text).not.toMatch(/\bIf\b/);
    for (const text of shown('', '{}')) expect(text).toMatch(/\bIf\b/);
  });

  test('says that permissions are not broader only where none is, and none could not be rated', () => {
    const verdict = (...ratings: readonly Rating[]) =>
      pageOf(
        diffOf({
          stacks: [
            stack({
              permissions: ratings.map((rating) => ({
                rating,
                change: 'comes',
                what: '',
                resource: '',
                principal: '',
                condition: '',
                type: '',
                logicalId: '',
              })),
            }),
          ],
        }),
      ).verdict.text;
    expect(verdict('not broader')).toContain('Permissions: not broader.');
    expect(verdict('not broader', 'not rated')).toContain('Permissions: 1 not rated.');
    expect(verdict()).not.toContain('Permissions');
  });

  test('warns of a stack that no release gets on with', () => {
    const broken = pageOf(diffOf({ stacks: [stack({ status: 'ROLLBACK_COMPLETE' })] }));
    expect(renderHtml(broken)).toContain('<td class="bad">ROLLBACK_COMPLETE</td>');
    expect(renderHtml(quiet)).toContain('<td>UPDATE_COMPLETE</td>');
  });
});

describe('Markdown', () => {
  const markdown = renderMarkdown(hostile);

  test('has every row on one line, with as many cells as its head', () => {
    const expected = hostile.sections
      .filter(({ rows }) => rows.length > 0)
      .flatMap(({ head, rows }) => [head, head, ...rows].map(() => head.length + 1));
    expect(tableLines(markdown).map(bars)).toEqual(expected);
    expect(markdown).not.toMatch(/^next line/m);
  });

  test('has what others wrote in code, or escaped: no HTML, link, mention or reference', () => {
    const outside = markdown.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/<script|@owner|#12\b|\]\(javascript|https:\/\//);
    expect(outside).toContain('&#64;&#8203;owner');
    expect(outside).toContain('&#35;&#8203;12');
  });

  test('control: unescaped text is noticed', () => {
    expect(HOSTILE).toMatch(/<script|@owner|#12\b|\]\(javascript|https:\/\//);
  });
});

describe('the terminal', () => {
  test('gets no control character of others', () => {
    expect(renderTerminal(hostile, PLAIN)).not.toMatch(/(?!\n)\p{Cc}|[\u202e\u2028]/u);
  });

  test('leaves out sections that say nothing, and colours what is bad', () => {
    const colours = { ...PLAIN, bad: (text: string) => `[bad]${text.trimEnd()}[/bad]` };
    const text = renderTerminal(hostile, colours);
    expect(text).toContain('[bad]replaced[/bad]');
    expect(renderTerminal(quiet, PLAIN)).not.toContain('Destroyed');
  });
});
