import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type FormDefinition, SITE_API_PLACEHOLDER } from '../../../lambdas/contact-form/contract';
import { renderSite, STATIC_FOLDER } from '../../../site/render-site';
import { listen, type Server } from './server';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
};

/** The site as CloudFront serves it, for an API at this origin. */
export function serveSite(forms: readonly FormDefinition[], api: string): Promise<Server> {
  const pages = renderSite(forms);
  const read = (name: string) => {
    const file = join(STATIC_FOLDER, name);
    return pages[name] ?? (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  };
  return listen(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const found = read(name);
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': TYPES[found === undefined ? '.html' : extname(name)],
      'content-security-policy': "frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    response.end((found ?? read('404.html') ?? '').replaceAll(SITE_API_PLACEHOLDER, api));
  });
}
