import type { GrantView, ReleaseGrantsView } from '../../../../../rehearsal/console/cloud/views';

const COLUMN = 'In the rehearsal';

/**
 * The page of a release, with the use of each grant beside it. On AWS, the build that writes the page cannot
 * know the use. The page's table of permissions must have the grants first, in the same order. Otherwise the
 * page stays as it is.
 */
export function withUse(
  page: string,
  { grants, summary }: Pick<ReleaseGrantsView, 'grants' | 'summary'>,
): string {
  const [, before = '', section = '', after = ''] =
    /^(.*<h2>Permissions<\/h2>)(.*?)(<h2>.*)$/s.exec(page) ?? [];
  const [opening = '', head = '', ...rows] = section.split('<tr>');
  if (grants.length === 0 || rows.length < grants.length) return page;
  const table = [
    opening,
    afterFirst(head, '</th>', `<th scope="col">${COLUMN}</th>`),
    ...rows.map((row, index) => afterFirst(row, '</td>', cellOf(grants[index]))),
  ];
  return `${before}<p>${COLUMN}: ${summary}.</p>${table.join('<tr>')}${after}`;
}

function cellOf(grant: GrantView | undefined): string {
  if (!grant) return '<td></td>';
  const { kind, words } = grant.use;
  const tone = kind === 'used' ? ' class="good"' : kind === 'unseen' ? '' : ' class="bad"';
  return `<td${tone}>${escaped(words)}</td>`;
}

function afterFirst(text: string, mark: string, added: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? text : text.slice(0, at + mark.length) + added + text.slice(at + mark.length);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
