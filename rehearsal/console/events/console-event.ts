import type { SentMail } from '../../emulator/inventory';
import type { RehearsalEvent } from '../../events';

/** All that the console knows comes as one of these, in this order: to the page and into a saved file. */
export type ConsoleEvent =
  | RehearsalEvent
  | { readonly at: string; readonly type: 'mail-sent'; readonly mail: SentMail };
