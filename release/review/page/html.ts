import { escapeHtml } from '../../../lambdas/shared/escape-html';
import type { Cell, Page, Section } from './page-model';
import { oneLine } from './words';

/** The page loads nothing and runs nothing, because it shows text that others wrote. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
:root { color-scheme: light dark; --line: #d0d4da; --bad: #b3261e; --good: #1b6e3a; --code: #f1f3f5; }
@media (prefers-color-scheme: dark) { :root { --line: #454b54; --bad: #ff8a80; --good: #7fd8a0; --code: #22262c; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.verdict { font-weight: 600; } .bad { color: var(--bad); } .good { color: var(--good); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } caption { text-align: start; }
td + td { min-width: 7rem; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: start; vertical-align: top; }
code { font: .875em/1.4 ui-monospace, monospace; background: var(--code); padding: 0 .2em; overflow-wrap: anywhere; unicode-bidi: isolate; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dd { margin: 0; }
details { margin-top: .2rem; }
`;

/** A complete page. It needs no network and no scripts, and has a dark and a light form. */
export function renderHtml({ title, verdict, facts, sections }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${text(title)}</h1>
<p class="verdict${verdict.bad ? ' bad' : ''}">${text(verdict.text)}</p>
<dl>
${facts.map(([name, value]) => `<dt>${text(name)}</dt><dd>${content(value)}</dd>`).join('\n')}
</dl>
${sections.map(renderSection).join('\n')}
</body>
</html>
`;
}

function renderSection({ title, note, head, rows }: Section): string {
  const parts = [`<h2>${text(title)}</h2>`];
  if (note !== undefined) parts.push(`<p>${text(note)}</p>`);
  if (rows.length > 0) {
    parts.push(
      '<div class="scroll"><table>',
      `<thead><tr>${head.map((name) => `<th scope="col">${text(name)}</th>`).join('')}</tr></thead>`,
      '<tbody>',
      ...rows.map((row) => `<tr>${row.map(renderCell).join('')}</tr>`),
      '</tbody></table></div>',
    );
  } else if (note === undefined) {
    parts.push('<p>Nothing.</p>');
  }
  return parts.join('\n');
}

function renderCell(cell: Cell): string {
  const tone = cell.tone ? ` class="${cell.tone}"` : '';
  return `<td${tone}>${content(cell)}${values(cell)}</td>`;
}

function content({ text: words, code }: Cell): string {
  if (words === '') return '';
  return code ? `<code>${text(words)}</code>` : text(words);
}

function values({ values: changes = [] }: Cell): string {
  if (changes.length === 0) return '';
  const side = (value: string | undefined) =>
    value === undefined ? 'nothing' : `<code>${text(value)}</code>`;
  const items = changes.map(
    ({ name, before, after }) => `<li>${text(name)}: ${side(before)} → ${side(after)}</li>`,
  );
  return `<details><summary>values</summary><ul>${items.join('')}</ul></details>`;
}

function text(words: string): string {
  return escapeHtml(oneLine(words));
}
