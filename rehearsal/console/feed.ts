import { plainTexts } from '../reporters/plain-text';
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
    const plain = withoutControls(event);
    this.#events.push(plain);
    this.state.add(plain);
    const numbered = { id: this.#events.length, event: plain };
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

/** As in the terminal. Files stay what they are called; a mail's source is to be seen as it is. */
function withoutControls(event: ConsoleEvent): ConsoleEvent {
  if (event.type === 'mail-sent') return event;
  const files = 'logPath' in event ? { logPath: event.logPath } : {};
  return { ...plainTexts(event), ...files };
}
