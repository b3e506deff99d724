import { extname } from 'node:path';
import { type FormDefinition, SITE_API_PLACEHOLDER } from '../../../lambdas/contact-form/contract';
import { CONTENT_SECURITY_POLICY } from '../../../lib/environment/site/content-security-policy';
import { ASSETS_FOLDER } from '../../../site/fingerprint';
import { publishedSite } from '../../../site/published-site';
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
  const { pages, assets } = publishedSite(forms);
  const files = new Map<string, string>([
    ...Object.entries(pages).map(([name, text]) => [`/${name}`, text] as const),
    ...Object.entries(assets).map(([name, text]) => [`/${ASSETS_FOLDER}/${name}`, text] as const),
  ]);
  return listen(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    const path = pathname === '/' ? '/index.html' : pathname;
    const found = files.get(path);
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': TYPES[found === undefined ? '.html' : extname(path)],
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    });
    response.end((found ?? files.get('/404.html') ?? '').replaceAll(SITE_API_PLACEHOLDER, api));
  });
}
