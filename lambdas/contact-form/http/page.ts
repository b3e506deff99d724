import { escapeHtml } from '../../shared/escape-html';
import type { Language } from '../form-definition';
import { textsOf } from '../texts/texts';

/** A page of paragraphs and lists, for a form that was posted without JavaScript. */
export function page(
  language: Language,
  title: string,
  content: readonly (string | readonly string[])[],
): string {
  const blocks = content.map((block) =>
    typeof block === 'string'
      ? `<p>${escapeHtml(block)}</p>`
      : `<ul>${block.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`,
  );
  return [
    '<!doctype html>',
    `<html lang="${language}" dir="${textsOf(language).direction}">`,
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    `<main><h1>${escapeHtml(title)}</h1>`,
    ...blocks,
    '</main>',
    '</html>',
  ].join('\n');
}
