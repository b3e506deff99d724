import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A mail as SES stores it, with its `{{variables}}`. */
export interface MailTemplate {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Reads `<name>.subject.txt`, `<name>.txt` and `<name>.html` of a folder. */
export function readMailTemplate(folder: string, name: string): MailTemplate {
  const read = (ending: string) => readFileSync(join(folder, `${name}.${ending}`), 'utf8');
  return { subject: read('subject.txt').trim(), text: read('txt'), html: read('html') };
}
