import { CONTENT_SECURITY_POLICY } from '../../lib/environment/site/content-security-policy';
import { ASSETS_FOLDER, type Files, fingerprint, type PublishedSite } from '../../site/fingerprint';
import { publishedSite } from '../../site/published-site';
import { ARABIC, ENGLISH } from '../browser/support/forms';
import { parsePolicy, policyOf } from './html';

const site = publishedSite([ENGLISH, ARABIC]);

/** `contact.js` -> `contact.0123456789.js` */
function publishedName(of: PublishedSite, name: string): string {
  const [start = '', ...rest] = name.split('.');
  const pattern = new RegExp(`^${[start, '[0-9a-f]{10}', ...rest].join('\\.')}(?:/|$)`);
  return Object.keys(of.assets).find((one) => pattern.test(one)) ?? '';
}

/** What a page or script asks the site for, as a path from the site's root. */
function referencesIn(text: string): string[] {
  const paths = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g), ...text.matchAll(/'(\/[^']+)'/g)];
  const beside = [...text.matchAll(/from '\.\/([^']+)'/g)];
  return [
    ...paths.map(([, path = '']) => path),
    ...beside.map(([, name = '']) => `/${ASSETS_FOLDER}/${name}`),
  ];
}

/** Every reference that leads nowhere. */
function brokenIn({ pages, assets }: PublishedSite): string[] {
  const paths = new Set([
    ...Object.keys(pages).map((name) => `/${name}`),
    ...Object.keys(assets).map((name) => `/${ASSETS_FOLDER}/${name}`),
  ]);
  const ours = Object.entries({ ...pages, ...assets }).filter(([name]) => !name.includes('/'));
  return ours.flatMap(([name, text]) =>
    referencesIn(text)
      .filter((path) => !paths.has(path))
      .map((path) => `${name} asks for ${path}`),
  );
}

describe('published site', () => {
  test('keeps the names that others know, and gives what they refer to names of its content', () => {
    expect(Object.keys(site.pages).sort()).toEqual([
      '404.html',
      'arabic-thank-you.html',
      'arabic.html',
      'index.html',
      'robots.txt',
      'thank-you.html',
      'waypost-contact.d.ts',
    ]);
    const folders = Object.keys(site.assets).map((name) => name.split('/', 1)[0]);
    expect([...new Set(folders)].sort()).toEqual([
      expect.stringMatching(/^altcha\.[0-9a-f]{10}$/),
      expect.stringMatching(/^contact\.[0-9a-f]{10}\.js$/),
      expect.stringMatching(/^favicon\.[0-9a-f]{10}\.svg$/),
      expect.stringMatching(/^proof\.[0-9a-f]{10}\.js$/),
      expect.stringMatching(/^style\.[0-9a-f]{10}\.css$/),
      expect.stringMatching(/^waypost-contact\.[0-9a-f]{10}\.js$/),
    ]);
  });

  test('refers to files that are published, and to all of them', () => {
    expect(brokenIn(site)).toEqual([]);
    const everything = Object.values({ ...site.pages, ...site.assets }).join();
    for (const name of ['contact.js', 'proof.js', 'style.css', 'favicon.svg', 'altcha']) {
      expect(everything).toContain(publishedName(site, name).split('/')[0]);
    }
  });

  test('asks for the widget, its style, worker and language where they are', () => {
    const proof = site.assets[publishedName(site, 'proof.js')] ?? '';
    const folder = `/${ASSETS_FOLDER}/${publishedName(site, 'altcha').split('/')[0] ?? ''}/`;
    for (const file of ["altcha.css'", "altcha.min.js'", "pbkdf2.js'", '${lang}.js`']) {
      expect(proof).toContain(folder + file);
    }
  });

  test('control: a reference that leads nowhere is noticed', () => {
    const pages = { 'index.html': '<script src="/contact.js"></script>' };
    expect(brokenIn({ pages, assets: site.assets })).toContain('index.html asks for /contact.js');
  });
});

const files: Files = {
  'index.html': '<link href="/style.css" /><script src="/main.js"></script><a href="/">',
  'other.html': '<link href="/style.css" />',
  'main.js': "import { a } from './lib.js';\nimport('/vendor/a.js');",
  'lib.js': 'export const a = 1;',
  'style.css': 'a {}',
  'vendor/a.js': "import '/style.css';",
};

describe('names of assets', () => {
  /** Names in the published site that are not there before `change`. */
  const renamed = (change: Files) => {
    const before = fingerprint(files);
    const after = fingerprint({ ...files, ...change });
    return {
      assets: Object.keys(after.assets)
        .filter((name) => !(name in before.assets))
        .map((name) => name.replace(/\.[0-9a-f]{10}/, ''))
        .sort(),
      pages: Object.keys(after.pages).filter((name) => after.pages[name] !== before.pages[name]),
    };
  };

  test.each([
    ['a style', { 'style.css': 'b {}' }, ['style.css'], ['index.html', 'other.html']],
    ['an imported script', { 'lib.js': 'x' }, ['lib.js', 'main.js'], ['index.html']],
    [
      "somebody else's folder",
      { 'vendor/b.js': 'x' },
      ['main.js', 'vendor/a.js', 'vendor/b.js'],
      ['index.html'],
    ],
    ['a page', { 'other.html': 'x' }, [], ['other.html']],
  ])('change with %s, and with what refers to it', (_, change, assets, pages) => {
    expect(renamed(change)).toEqual({ assets, pages });
  });

  test("leave somebody else's files as they are", () => {
    const { assets } = fingerprint(files);
    expect(Object.values(assets)).toContain(files['vendor/a.js']);
  });

  test('cannot be found for scripts that refer to each other', () => {
    const circle = { 'a.js': "import './b.js'", 'b.js': "import './a.js'" };
    expect(() => fingerprint(circle)).toThrow(/refers to itself/);
  });
});

describe('policy that every file is served with', () => {
  const served = parsePolicy(CONTENT_SECURITY_POLICY);

  test.each(Object.entries(site.pages).filter(([name]) => name.endsWith('.html')))(
    'allows %s what its own policy allows, and the page names the rest',
    (_, html) => {
      const own = policyOf(html);
      for (const [directive, sources] of Object.entries(served)) {
        const wanted = own[directive] ?? own['default-src'] ?? ['*'];
        expect(sources).toEqual(expect.arrayContaining(wanted.filter((one) => one !== "'none'")));
      }
      // Browsers ignore it in a page.
      expect(own).not.toHaveProperty('frame-ancestors');
      expect(own['default-src']).toEqual(["'none'"]);
      expect(own).toHaveProperty('form-action');
    },
  );

  test('says nothing of the API, which the pages name', () => {
    for (const directive of ['default-src', 'connect-src', 'form-action']) {
      expect(served).not.toHaveProperty(directive);
    }
  });
});
