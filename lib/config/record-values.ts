import { ZONE_NAMES } from '../naming';
import type { Problem } from './config-error';
import type { SoundRecord } from './relations';
import { noRepeats } from './repeats';

/** What is wrong among the values of one record. `path` is the record's. */
export function* valueProblems(path: string, record: SoundRecord): Iterable<Problem> {
  if ('values' in record) yield* noRepeats<unknown>(`${path}.values`, record.values);
  if (record.type !== 'TXT') return;

  const texts = record.values ?? [];
  const problem = (found: unknown, expected: string, fix: string): Problem => ({
    path: `${path}.values`,
    found,
    expected,
    fix,
  });
  const spf = texts.filter((text) => isPolicy('v=spf1', text));
  if (new Set(spf).size > 1) {
    yield problem(
      spf,
      'one SPF text a name (RFC 7208, section 3.2)',
      'merge them into one text that starts with v=spf1',
    );
  }
  if (!isDmarcName(record.name) || texts.includes(undefined)) return;
  const dmarc = texts.filter((text) => isPolicy('v=DMARC1', text));
  if (new Set(dmarc).size !== 1) {
    yield problem(
      texts,
      'one DMARC text, which starts with v=DMARC1 (RFC 9989)',
      dmarc.length > 1
        ? 'merge them into one text'
        : 'write a policy such as "v=DMARC1; p=none", or remove the record for that one',
    );
  }
}

function isDmarcName(name = '') {
  return name === ZONE_NAMES.dmarc || name.startsWith(`${ZONE_NAMES.dmarc}.`);
}

/** Whether a text begins with this version tag. */
function isPolicy(version: string, text = '') {
  const [tag = ''] = text.split(/[ ;]/, 1);
  return tag.toLowerCase() === version.toLowerCase();
}
