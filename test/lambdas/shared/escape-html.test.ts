import { escapeHtml } from '../../../lambdas/shared/escape-html';

test('text means itself in HTML and in quoted attributes', () => {
  expect(escapeHtml(`<a href="x" title='y'>Q&A</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;Q&amp;A&lt;/a&gt;',
  );
});
