import type { SentMail } from '../../emulator/inventory';
import type { RehearsalEvent } from '../../events';

/** Everything that the console knows is one of these events, in this order: for the page and for a saved file. */
export type ConsoleEvent =
  | RehearsalEvent
  | { readonly at: string; readonly type: 'mail-sent'; readonly mail: SentMail };
