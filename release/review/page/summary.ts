import { SUMMARY_LIMIT } from '../contract';
import type { ReleaseDiff } from '../diff/model';
import { summaryParts } from './summary-parts';
import { cut, oneLine } from './words';

const MORE = '… more on the page';
const LONGEST_ITEM = 160;
/** Longest first line and longest other line: together they leave room for items. */
const LONGEST_LINES = [180, 120] as const;

/**
 * Text for an approval and a mail, the most important first. If something is cut, each part still says how
 * much there is of it.
 */
export function renderSummary(diff: ReleaseDiff): string {
  const parts = summaryParts(diff);
  const [first, other] = LONGEST_LINES;
  const lines = parts.map(({ line }, index) => cut(harmless(line), index === 0 ? first : other));
  // All lines and the line about what is left out, each with its line break.
  let left = SUMMARY_LIMIT - lines.join('\n').length - MORE.length - 1;
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
