import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SITE_API_PLACEHOLDER } from '../../lambdas/contact-form/contract';
import { renderSite, STATIC_FOLDER } from '../../site/render-site';
import { ARABIC, ENGLISH } from '../browser/support/forms';
import { inlineIn, policyOf, tags } from './html';

const site = renderSite([ENGLISH, ARABIC]);
const pages = Object.entries(site).filter(([name]) => name.endsWith('.html'));
const published = [...Object.keys(site), ...readdirSync(STATIC_FOLDER)];

test('every form has its page and its thank-you page, and the site a page for what it has not', () => {
  expect(pages.map(([name]) => name)).toEqual([
    'index.html',
    'thank-you.html',
    'arabic.html',
    'arabic-thank-you.html',
    '404.html',
  ]);
});

test('a site without a form is refused', () => {
  expect(() => renderSite([])).toThrow(/contact\.forms/);
});

describe.each(pages)('%s', (name, html) => {
  test('runs no inline script or style, and loads nothing from elsewhere', () => {
    expect(inlineIn(html)).toEqual([]);
    expect(policyOf(html)).toMatchObject({
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'img-src': ["'self'"],
      'style-src': ["'self'"],
    });
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test('states its policy before anything that the policy governs', () => {
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(link|script)\b/));
  });

  test('links only to files that are published', () => {
    const linked = [...html.matchAll(/(?:src|href)="\/([^"]*)"/g)].map(([, file]) => file);
    expect(linked.filter((file) => file && !published.includes(file))).toEqual([]);
    expect(linked).toContain('style.css');
  });

  test('names its language and direction, its title and one heading of the first level', () => {
    const [lang, dir] = name.startsWith('arabic') ? ['ar', 'rtl'] : ['en', 'ltr'];
    expect(tags(html, 'html')).toEqual([{ lang, dir }]);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(tags(html, 'h1')).toHaveLength(1);
    expect(tags(html, 'main')).toHaveLength(1);
  });

  test('can be zoomed', () => {
    const viewport = tags(html, 'meta').find((tag) => tag['name'] === 'viewport');
    expect(viewport?.['content']).toBe('width=device-width, initial-scale=1');
  });
});

test('control: the check for inline code finds each kind', () => {
  const planted = '<style></style><p style="x" onclick="x"></p><a href="javascript:x"><script>';
  expect(inlineIn(planted)).toHaveLength(5);
});

test('only the forms’ pages name the API', () => {
  const statics = readdirSync(STATIC_FOLDER).map(
    (file) => [file, readFileSync(path.join(STATIC_FOLDER, file), 'utf8')] as const,
  );
  const naming = [...Object.entries(site), ...statics]
    .filter(([, text]) => text.includes(SITE_API_PLACEHOLDER))
    .map(([file]) => file);
  expect(naming).toEqual(['index.html', 'arabic.html']);
});

test('ALTCHA comes from the site itself, with its licence and the languages that the forms need', () => {
  const altcha = (forms: Parameters<typeof renderSite>[0]) =>
    Object.keys(renderSite(forms)).filter((file) => file.startsWith('altcha/'));
  const always = ['altcha.min.js', 'altcha.css', 'pbkdf2.js', 'LICENSE.txt'];
  expect(altcha([ENGLISH])).toEqual(always.map((file) => `altcha/${file}`));
  expect(altcha([ARABIC])).toEqual([...always, 'ar.js'].map((file) => `altcha/${file}`));
  expect(altcha([{ ...ENGLISH, proofOfWork: false }])).toEqual([]);
  expect(site['altcha/LICENSE.txt']).toMatch(/MIT License[\s\S]*Copyright/);
});

test('no English word is left in the Arabic pages', () => {
  const latin = (html = '') =>
    html.replace(/<head>[\s\S]*<\/head>|<[^>]*>/g, ' ').match(/[a-z]+/gi) ?? [];
  expect(latin(site['arabic.html'])).toEqual([]);
  expect(latin(site['arabic-thank-you.html'])).toEqual([]);
  expect(latin(site['thank-you.html'])).toContain('Thank');
});
