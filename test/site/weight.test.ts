import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { renderSite, STATIC_FOLDER } from '../../site/render-site';
import { ARABIC, ENGLISH } from '../browser/support/forms';

/** Bytes on the wire that a page may cost before somebody touches the form. */
const BUDGET = 30_000;
const site = renderSite([ENGLISH, ARABIC]);
const read = (name: string) => site[name] ?? readFileSync(path.join(STATIC_FOLDER, name), 'utf8');

/** A page and everything that it loads by itself: what it links, and what its scripts import. */
function loaded(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const text = read(name);
  const linked = [...text.matchAll(/<(?:link|script)[^>]*\s(?:href|src)="\/([^"]+)"/g)];
  const imported = [...text.matchAll(/^import [^;]*'\.\/([^']+)'/gm)];
  for (const [, next = ''] of [...linked, ...imported]) loaded(next, found);
  return found;
}

function weight(names: Iterable<string>, compress: (text: string) => Buffer): number {
  return [...names].reduce((sum, name) => sum + compress(read(name)).length, 0);
}

describe.each([
  ['gzip', (text: string) => gzipSync(text)],
  ['brotli', (text: string) => brotliCompressSync(text)],
])('compressed with %s', (_, compress) => {
  test.each(['index.html', 'arabic.html'])('%s is lighter than 30 kB', (page) => {
    expect(weight(loaded(page), compress)).toBeLessThan(BUDGET);
  });

  test('control: with the widget it would be heavier', () => {
    const all = [...loaded('index.html'), 'altcha/altcha.min.js', 'altcha/altcha.css'];
    expect(weight(all, compress)).toBeGreaterThan(BUDGET);
  });
});

test('a page loads its style, icon and scripts, and no widget', () => {
  expect([...loaded('index.html')].sort()).toEqual([
    'contact.js',
    'favicon.svg',
    'index.html',
    'proof.js',
    'style.css',
    'waypost-contact.js',
  ]);
});
