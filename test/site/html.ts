/** Opening tags of a name, each with its attributes; a bare attribute is ''. */
export function tags(html: string, name: string): Record<string, string | undefined>[] {
  return [...html.matchAll(new RegExp(`<${name}\\b([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(
        ([, attribute = '', value = '']) => [attribute, value] as const,
      ),
    ),
  );
}

/** Directive -> sources of the page's content security policy. */
export function policyOf(html: string): Record<string, string[]> {
  const meta = tags(html, 'meta').find((tag) => tag['http-equiv'] === 'Content-Security-Policy');
  return parsePolicy(meta?.['content'] ?? '');
}

export function parsePolicy(policy: string): Record<string, string[]> {
  const directives = policy.split(';').map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources] as const));
}

/** What a strict policy would block, and so must not be in a page. */
export function inlineIn(html: string): string[] {
  return [...html.matchAll(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/g)].map(
    ([found]) => found,
  );
}

/** Every control that a visitor fills in, the trap included. */
export function controls(html: string) {
  return ['input', 'textarea', 'select'].flatMap((name) => tags(html, name));
}
