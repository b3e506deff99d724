import { escapeHtml } from '../../shared/escape-html';
import { PAGE_ROUTES, type PageFiles } from '../contract';
import type { HttpResponse } from '../../shared/http-response';
import { answer, page } from './answers';

export interface PageFacts {
  readonly environment: string;
  readonly signInOrigin: string;
  readonly signInClient: string;
}

/** Route key -> answer: the files of the page, the same for everyone. */
export function pageFiles(
  files: PageFiles,
  facts: PageFacts,
): Readonly<Record<string, HttpResponse>> {
  const html = Object.entries(facts).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, escapeHtml(String(value))),
    files['page.html'],
  );
  return {
    [PAGE_ROUTES.page]: page(html, facts.signInOrigin),
    [PAGE_ROUTES.script]: answer(200, 'text/javascript; charset=utf-8', files['page.js']),
    [PAGE_ROUTES.style]: answer(200, 'text/css; charset=utf-8', files['page.css']),
  };
}
