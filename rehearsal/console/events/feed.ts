import { plainTexts } from '../../reporters/plain-text';
import { TOKEN } from '../server/address';
import type { ConsoleEvent } from './console-event';
import { ConsoleState } from './state';

/** An event and its number, from 1: what a browser names when it connects again. */
export interface Numbered {
  readonly id: number;
  readonly event: ConsoleEvent;
}

/** All events of a rehearsal so far, for whoever comes and whenever. */
export class Feed {
  readonly state = new ConsoleState();
  readonly #events: ConsoleEvent[] = [];
  readonly #followers = new Set<(numbered: Numbered) => void>();

  get events(): readonly ConsoleEvent[] {
    return this.#events;
  }

  readonly add = (event: ConsoleEvent): void => {
    // The token opens the console; no page and no file needs to know it.
    if (event.type === 'console-opened') return;
    const told = withoutToken(withoutControls(event));
    this.#events.push(told);
    this.state.add(told);
    const numbered = { id: this.#events.length, event: told };
    for (const follow of this.#followers) follow(numbered);
  };

  /** Calls with every event after `id`, the next ones included. @returns how to stop it */
  follow(id: number, follow: (numbered: Numbered) => void): () => void {
    for (const [index, event] of this.#events.entries()) {
      if (index >= id) follow({ id: index + 1, event });
    }
    this.#followers.add(follow);
    return () => this.#followers.delete(follow);
  }
}

/** The page of an approval has its reader's cookie. */
function withoutToken(event: ConsoleEvent): ConsoleEvent {
  if (event.type !== 'approval-asked' || !URL.canParse(event.request.reviewUrl ?? '')) return event;
  const url = new URL(event.request.reviewUrl ?? '');
  url.searchParams.delete(TOKEN);
  return { ...event, request: { ...event.request, reviewUrl: url.href } };
}

/** As in the terminal. Files stay what they are called; a mail's source is to be seen as it is. */
function withoutControls(event: ConsoleEvent): ConsoleEvent {
  if (event.type === 'mail-sent') return event;
  const files = 'logPath' in event ? { logPath: event.logPath } : {};
  return { ...plainTexts(event), ...files };
}
