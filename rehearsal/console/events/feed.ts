import { plainTexts } from '../../reporters/plain-text';
import { TOKEN } from '../server/address';
import type { ConsoleEvent } from './console-event';
import { ConsoleState } from './state';

/** An event and its number, from 1. A browser names the number when it connects again. */
export interface Numbered {
  readonly id: number;
  readonly event: ConsoleEvent;
}

/** All events of a rehearsal so far. A follower may come at any time and gets all of them. */
export class Feed {
  readonly state = new ConsoleState();
  readonly #events: ConsoleEvent[] = [];
  readonly #followers = new Set<(numbered: Numbered) => void>();

  get events(): readonly ConsoleEvent[] {
    return this.#events;
  }

  readonly add = (event: ConsoleEvent): void => {
    // The token opens the console. No page and no file needs it.
    if (event.type === 'console-opened') return;
    const told = withoutToken(withoutControls(event));
    this.#events.push(told);
    this.state.add(told);
    const numbered = { id: this.#events.length, event: told };
    for (const follow of this.#followers) follow(numbered);
  };

  /** Calls `follow` with every event after `id`, including future ones. @returns a function that stops it */
  follow(id: number, follow: (numbered: Numbered) => void): () => void {
    for (const [index, event] of this.#events.entries()) {
      if (index >= id) follow({ id: index + 1, event });
    }
    this.#followers.add(follow);
    return () => this.#followers.delete(follow);
  }
}

/** The reader of an approval's page has a cookie, and needs no token. */
function withoutToken(event: ConsoleEvent): ConsoleEvent {
  if (event.type !== 'approval-asked' || !URL.canParse(event.request.reviewUrl ?? '')) return event;
  const url = new URL(event.request.reviewUrl ?? '');
  url.searchParams.delete(TOKEN);
  return { ...event, request: { ...event.request, reviewUrl: url.href } };
}

/** Removes control characters, as the terminal does. Names of files and the source of a mail stay as they are. */
function withoutControls(event: ConsoleEvent): ConsoleEvent {
  if (event.type === 'mail-sent') return event;
  const files = 'logPath' in event ? { logPath: event.logPath } : {};
  return { ...plainTexts(event), ...files };
}
