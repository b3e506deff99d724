import { SUMMARY_LIMIT } from '../contract';
import type { ReleaseDiff } from '../diff/model';
import { summaryParts } from './summary-parts';
import { cut, oneLine } from './words';

const MORE = '… more on the page';
const LONGEST_ITEM = 160;
/** Of the first line and of each other: all of them together leave room for items. */
const LONGEST_LINES = [180, 120] as const;

/**
 * What an approval and a mail have room for, in the order of what matters. Whatever is cut, each part
 * says how much there is of it.
 */
export function renderSummary(diff: ReleaseDiff, limit = SUMMARY_LIMIT): string {
  const parts = summaryParts(diff);
  const [first, other] = LONGEST_LINES;
  const lines = parts.map(({ line }, index) => cut(harmless(line), index === 0 ? first : other));
  // Lines and the word of what is left out, each with its line break.
  let left = limit - lines.join('\n').length - MORE.length - 1;
  const texts = parts.flatMap(({ items }, index) => {
    const shown: string[] = [];
    for (const item of items.map((one) => `- ${cut(harmless(one), LONGEST_ITEM)}`)) {
      left -= item.length + 1;
      if (left < 0) break;
      shown.push(item);
    }
    return [lines[index] ?? '', ...shown];
  });
  return [...texts, ...(left < 0 ? [MORE] : [])].join('\n');
}

/** CodePipeline reads `#{...}` as a variable. */
function harmless(text: string): string {
  return oneLine(text).replaceAll('#{', '# {');
}
