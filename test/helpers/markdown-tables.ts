/** Rows of the tables of a Markdown text, their heads among them: the text of each cell. */
export function tableRows(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/** Rows of the table below a heading of the second level, without its head. */
export function rowsBelow(markdown: string, heading: string): string[][] {
  const [, section = ''] = markdown.split(`\n## ${heading}\n`);
  const [body = ''] = section.split('\n## ');
  return tableRows(body).slice(2);
}
