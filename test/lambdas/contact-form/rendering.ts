import { readFileSync } from 'node:fs';
import path from 'node:path';

export { renderAsSes as asSes } from '../../../bin/commands/email/render';

export const EMAIL_FOLDER = path.join(__dirname, '../../../lambdas/contact-form/email');
export const PARTS = ['subject.txt', 'txt', 'html'] as const;
export type Part = (typeof PARTS)[number];

export function source(language: string, template: string, part: Part): string {
  return readFileSync(path.join(EMAIL_FOLDER, language, `${template}.${part}`), 'utf8').trim();
}

/** As the emulator renders: plain replacement, one variable after the other. */
export function asEmulator(template: string, variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, () => value),
    template,
  );
}
