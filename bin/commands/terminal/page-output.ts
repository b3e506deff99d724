import colors from 'picocolors';
import { type Colours, PLAIN } from '../../../release/review/page/terminal';
import { processDesk } from './process-desk';

/** Where a page of differences is written: stdout, in colours if a person reads it. */
export function pageOutput(): {
  readonly write: (text: string) => void;
  readonly colours: Colours;
} {
  return {
    write: (text) => {
      processDesk.write(text);
    },
    colours: processDesk.isScreen
      ? { bad: colors.red, good: colors.green, strong: colors.bold }
      : PLAIN,
  };
}
