import type { Cell, Page, Section } from './page-model';
import { cut, oneLine } from './words';

/** Colours a text. If the output is no terminal, it returns the text unchanged. */
export interface Colours {
  readonly bad: (text: string) => string;
  readonly good: (text: string) => string;
  readonly strong: (text: string) => string;
}

export const PLAIN: Colours = { bad: String, good: String, strong: String };

const WIDEST_CELL = 80;

/** Empty sections are left out. */
export function renderTerminal({ title, verdict, sections }: Page, colours: Colours): string {
  return [
    colours.strong(oneLine(title)),
    verdict.bad ? colours.bad(oneLine(verdict.text)) : oneLine(verdict.text),
    ...sections
      .filter(({ rows, note }) => rows.length > 0 || note !== undefined)
      .map((section) => renderSection(section, colours)),
  ].join('\n\n');
}

function renderSection({ title, note, head, rows }: Section, colours: Colours): string {
  const lines = [colours.strong(oneLine(title))];
  if (note !== undefined) lines.push(`  ${oneLine(note)}`);
  const cells = rows.map((row) =>
    row.map(({ text, whole }) => cut(oneLine(text), whole ? Infinity : WIDEST_CELL)),
  );
  const widths = head.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const inColumns = (row: readonly string[], paint: (text: string, column: number) => string) =>
    `  ${row
      .map((text, column) => paint(text.padEnd(widths[column] ?? 0), column))
      .join('  ')
      .trimEnd()}`;
  if (rows.length > 0 && head.some((name) => name !== '')) {
    lines.push(inColumns(head, (text) => text));
  }
  lines.push(
    ...cells.map((row, index) =>
      inColumns(row, (text, column) => painted(text, rows[index]?.[column], colours)),
    ),
  );
  return lines.join('\n');
}

function painted(text: string, cell: Cell | undefined, colours: Colours): string {
  return cell?.tone ? colours[cell.tone](text) : text;
}
