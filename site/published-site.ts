import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormDefinition } from '../lambdas/contact-form/contract';
import { fingerprint, type PublishedSite } from './fingerprint';
import { renderSite, STATIC_FOLDER } from './render-site';

/** The whole site as it is published. In its pages, SITE_API_PLACEHOLDER stands for the API's address. */
export function publishedSite(forms: readonly FormDefinition[]): PublishedSite {
  const statics = readdirSync(STATIC_FOLDER)
    .sort()
    .map((name) => [name, readFileSync(join(STATIC_FOLDER, name), 'utf8')]);
  return fingerprint({ ...(Object.fromEntries(statics) as object), ...renderSite(forms) });
}
