import type { Cell, Page, Section } from './page-model';
import { oneLine } from './words';

/**
 * GitHub's Markdown, for a file and for comments. Text that others wrote is in code, where neither HTML
 * nor mentions work. Values are left out, because a comment may be public.
 */
export function renderMarkdown({ title, verdict, facts, sections }: Page): string {
  return [
    `# ${text(title)}`,
    verdict.bad ? `**${text(verdict.text)}**` : text(verdict.text),
    facts.map(([name, value]) => `- ${text(name)}: ${cell(value)}`).join('\n'),
    ...sections.map(renderSection),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderSection({ title, note, head, rows }: Section): string {
  const parts = [`## ${text(title)}`];
  if (note !== undefined) parts.push(text(note));
  if (rows.length > 0) {
    parts.push(
      [
        line(head.map(text)),
        line(head.map(() => '---')),
        ...rows.map((row) => line(row.map(cell))),
      ].join('\n'),
    );
  } else if (note === undefined) {
    parts.push('Nothing.');
  }
  return parts.join('\n\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell({ text: words, code, tone }: Cell): string {
  const shown = code ? inCode(words) : text(words);
  return tone === 'bad' && !code && shown.length > 1 ? `**${shown}**` : shown;
}

/**
 * Characters that mean something in a line of Markdown or HTML, or make a link. GitHub looks for mentions
 * in the rendered text, where an escaped `@` or `#` counts again. So a space without width follows them.
 */
function text(words: string): string {
  return oneLine(words)
    .replace(/[\\*_|~]/g, '\\$&')
    .replace(/[<>&@#`[\]]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/&#(?:64|35);/g, '$&&#8203;')
    .replace(/\b(https?|www)(?=[:.])/gi, '$1&#8203;');
}

/** Text between more backticks than it contains. A bar ends a cell even there, unless it is escaped. */
function inCode(words: string): string {
  const shown = oneLine(words).replaceAll('|', '\\|');
  if (shown === '') return '';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}
