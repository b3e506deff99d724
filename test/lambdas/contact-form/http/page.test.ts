import { page } from '../../../../lambdas/contact-form/http/page';

test('a page is whole without a style or a script, in the direction of its language', () => {
  expect(page('ar', 'A & B', ['First <p>', ['one', 'two']])).toBe(
    [
      '<!doctype html>',
      '<html lang="ar" dir="rtl">',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      '<title>A &amp; B</title>',
      '<main><h1>A &amp; B</h1>',
      '<p>First &lt;p&gt;</p>',
      '<ul><li>one</li><li>two</li></ul>',
      '</main>',
      '</html>',
    ].join('\n'),
  );
});
