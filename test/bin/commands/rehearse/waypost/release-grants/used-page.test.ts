import type { GrantView } from '../../../../../../rehearsal/console/cloud/views';
import { withUse } from '../../../../../../bin/commands/rehearse/waypost/release-grants/used-page';
import { renderHtml } from '../../../../../../release/review/page/html';
import { pageOf } from '../../../../../../release/review/page/page';
import type { Template } from '../../../../../../release/review/template/template';
import { compare, CONTACT, STORAGE } from '../../../../../release/review/diff/samples';
import { role, statement } from '../../../../../release/review/grants/samples';
import { HOSTILE } from '../../../../../rehearsal/console/world';

const template = (statements: readonly object[], others: readonly object[] = []) =>
  ({ Resources: { Role: role(statements), Other: role(others) } }) as unknown as Template;
const action = (Action: string) => statement({ Action });

/** The page of a release that grants in two stacks, and takes something away. */
const diff = compare({
  [STORAGE]: [template([]), template([action('s3:GetObject')])],
  [CONTACT]: [template([], [action('sqs:PurgeQueue')]), template([action('sqs:SendMessage')])],
});
const page = renderHtml(pageOf(diff));
const used = diff.grants.map((grant): GrantView => ({
  ...grant,
  saidBy: '',
  stack: grant.stackName,
  use: { kind: 'used', words: `use of ${grant.what} in ${grant.stackName}` },
}));

const rows = (html: string) => html.split('<tr>').map((row) => row.replace(/<[^>]*>/g, '|'));

test('each grant has its use in its row of the page', () => {
  const html = withUse(page, { grants: used, summary: '3 new grants: 3 used' });

  for (const { what, stackName } of diff.grants) {
    const row = rows(html).find((one) => one.includes(`use of ${what} in ${stackName}`));
    // Its own name, and its stack, once in the use and once in the row's own cells.
    expect(row?.split(what)).toHaveLength(3);
    expect(row?.split(stackName)).toHaveLength(3);
  }
  expect(html).toContain('<p>In the rehearsal: 3 new grants: 3 used.</p>');
  expect(html).toContain('<th scope="col">In the rehearsal</th>');
});

test('every row of the table has as many cells as its head, those that grant nothing new included', () => {
  const html = withUse(page, { grants: used, summary: '' });
  const [, table = ''] = /<h2>Permissions<\/h2>(.*?)<h2>/s.exec(html) ?? [];
  const [, head = '', ...others] = table.split('<tr>');
  const columns = head.split('<th ').length;

  expect(others.length).toBeGreaterThan(diff.grants.length);
  for (const row of others) expect(row.split('<td').length).toBe(columns);
});

test('nothing of a use becomes markup', () => {
  const [first] = used;
  const hostile = { kind: 'never', words: HOSTILE } as const;
  const grants = used.map((one) => (one === first ? { ...one, use: hostile } : one));

  expect(withUse(page, { grants, summary: '' })).not.toContain('<img');
});

test.each([
  ['has fewer rows than there are grants', page, [...used, ...used, ...used]],
  ['grants nothing new', page, []],
  ['is another one', '<!doctype html><title>x</title><p>y</p>', used],
])('control: a page that %s stays as it is', (_, html, grants) => {
  expect(withUse(html, { grants, summary: 'summary' })).toBe(html);
});
