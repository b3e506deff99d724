import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROUTES, SITE_API_PLACEHOLDER } from '../../lambdas/contact-form/contract';
import { HONEYPOT_FIELD } from '../../lambdas/contact-form/core/submit';
import { EMAIL_MAX, MESSAGE_MAX, NAME_MAX } from '../../lambdas/contact-form/core/validate-form';

const SITE = path.join(__dirname, '../../site');
const PAGES = ['index.html', 'thank-you.html', '404.html'];
const read = (file: string) => readFileSync(path.join(SITE, file), 'utf8');
const index = read('index.html');

/** Opening tags of a name, each with its attributes; a bare attribute is ''. */
function tags(html: string, name: string): Record<string, string | undefined>[] {
  return [...html.matchAll(new RegExp(`<${name}\\b([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(
        ([, attribute = '', value = '']) => [attribute, value] as const,
      ),
    ),
  );
}

function policyOf(html: string): Record<string, string[]> {
  const meta = tags(html, 'meta').find((tag) => tag['http-equiv'] === 'Content-Security-Policy');
  const directives = (meta?.['content'] ?? '').split(';').map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources] as const));
}

/** What a strict policy would block, and so must not be in a page. */
function inlineIn(html: string): string[] {
  return [...html.matchAll(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/g)].map(
    ([found]) => found,
  );
}

describe.each(PAGES)('%s', (file) => {
  const html = read(file);

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
    const linked = [...html.matchAll(/(?:src|href)="\/([^"]*)"/g)].map(([, name]) => name);
    const published = readdirSync(SITE);
    expect(linked.filter((name) => name && !published.includes(name))).toEqual([]);
    expect(linked).toContain('style.css');
  });

  test('names its language, its title and one heading of the first level', () => {
    expect(html).toMatch(/<html lang="en">/);
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

describe('contact page', () => {
  test('admits the API and itself for the form, and the API alone for the script', () => {
    expect(policyOf(index)).toMatchObject({
      'connect-src': [SITE_API_PLACEHOLDER],
      'form-action': ["'self'", SITE_API_PLACEHOLDER],
      'script-src': ["'self'"],
    });
  });

  test('is the only file that names the API', () => {
    const naming = readdirSync(SITE).filter((file) => read(file).includes(SITE_API_PLACEHOLDER));
    expect(naming).toEqual(['index.html']);
  });

  test('posts to the API by itself, without script', () => {
    const [method, route] = ROUTES.submit.split(' ');
    expect(tags(index, 'form')).toMatchObject([
      { method: method?.toLowerCase(), action: `${SITE_API_PLACEHOLDER}${route ?? ''}` },
    ]);
    expect(tags(index, 'button')).toMatchObject([{ type: 'submit' }]);
  });

  const controls = [...tags(index, 'input'), ...tags(index, 'textarea')];

  test('takes as much as the API does', () => {
    const lengths = controls.map(({ name, maxlength }) => [name, maxlength] as const);
    expect(new Map(lengths)).toEqual(
      new Map([
        ['name', String(NAME_MAX)],
        ['email', String(EMAIL_MAX)],
        ['message', String(MESSAGE_MAX)],
        [HONEYPOT_FIELD, undefined],
      ]),
    );
  });

  test('labels every field, and ties its hint and its error to it', () => {
    const ids = [...index.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    const labelled = tags(index, 'label').map((label) => label['for']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, name, required, ...control } of controls) {
      expect(labelled).toContain(id);
      if (name === HONEYPOT_FIELD) continue;
      expect(required).toBe('');
      const described = (control['aria-describedby'] ?? '').split(' ');
      expect(described).toContain(`${name ?? ''}-error`);
      expect(described.filter((description) => !ids.includes(description))).toEqual([]);
    }
  });

  test('lets the browser fill in name and address (WCAG 1.3.5)', () => {
    const filled = controls.map(({ name, autocomplete }) => [name, autocomplete]);
    expect(filled).toEqual(
      expect.arrayContaining([
        ['name', 'name'],
        ['email', 'email'],
      ]),
    );
  });

  test('keeps people, screen readers and autofill out of the trap', () => {
    expect(controls.find(({ name }) => name === HONEYPOT_FIELD)).toMatchObject({
      tabindex: '-1',
      autocomplete: 'off',
    });
    expect(index).toMatch(/<div class="trap" aria-hidden="true">/);
    expect(read('style.css')).toMatch(/\.trap \{\s+position: absolute;\s+left: -/);
  });
});
