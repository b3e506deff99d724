import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Language } from '../lambdas/contact-form/contract';

const PACKAGE = join(dirname(require.resolve('altcha/altcha.css')), '../..');

/** Published name -> file of the package. In this variant, style and worker are separate files. */
const FILES = {
  'altcha/altcha.min.js': 'dist/external/altcha.min.js',
  'altcha/altcha.css': 'dist/external/altcha.css',
  'altcha/pbkdf2.js': 'dist/workers/pbkdf2.js',
  'altcha/LICENSE.txt': 'LICENSE.txt',
};

/** ALTCHA's widget knows English without a file. */
const TRANSLATIONS: Readonly<Partial<Record<Language, string>>> = { ar: 'dist/i18n/ar.js' };

/** ALTCHA's widget. The site serves it itself, so nobody else learns who opens the page. */
export function altchaFiles(languages: ReadonlySet<Language>): Readonly<Record<string, string>> {
  const translations = Object.fromEntries(
    [...languages].flatMap((language) => {
      const file = TRANSLATIONS[language];
      return file ? [[`altcha/${language}.js`, file]] : [];
    }),
  );
  return Object.fromEntries(
    Object.entries({ ...FILES, ...translations }).map(([name, file]) => [
      name,
      readFileSync(join(PACKAGE, file), 'utf8'),
    ]),
  );
}
