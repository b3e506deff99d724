import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOC = readFileSync(join(__dirname, '../../docs/your-own-site.md'), 'utf8');

/** The code under `<!-- snippet: name -->` in docs/your-own-site.md. */
export function snippet(name: string): string {
  const found = new RegExp(`<!-- snippet: ${name} -->\\s+\`\`\`\\w+\\n([\\s\\S]*?)\n\`\`\``).exec(
    DOC,
  );
  if (!found?.[1]) throw new Error(`docs/your-own-site.md has no snippet "${name}".`);
  return found[1];
}

/** What stands in the snippets for the API's origin. */
export const API = 'https://API';
