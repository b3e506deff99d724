import type { ConsoleEvent } from '../events/console-event';
import { objectPath } from '../cloud/object-address';
import type { Backend, LogAnswer, LogTarget } from './backend';

type Query = Readonly<Record<string, string>>;

async function ask(path: string, query: Query): Promise<Response> {
  const search = new URLSearchParams(query).toString();
  const response = await fetch(search === '' ? path : `${path}?${search}`);
  if (!response.ok) throw new Error(await response.text());
  return response;
}

async function get<T>(path: string, query: Query = {}): Promise<T> {
  return (await (await ask(path, query)).json()) as T;
}

/** The server of the running rehearsal. */
export const liveBackend: Backend = {
  live: true,
  follow(add, connected) {
    // It connects again by itself, and then names the last event that it got.
    const source = new EventSource('/events');
    source.onopen = () => {
      connected(true);
    };
    source.onerror = () => {
      connected(false);
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as ConsoleEvent;
      add(event);
      if (event.type === 'rehearsal-ended') source.close();
    };
  },
  log: (target, from) => get<LogAnswer>('/log', { ...queryOf(target), from: String(from) }),
  mailFrame: (id) => ({ src: `/mail-html?${new URLSearchParams({ id }).toString()}` }),
  mailSource: async (id) => (await ask('/mail-source', { id })).text(),
  objectFrame(reviewUrl) {
    const src = objectPath(reviewUrl);
    return src === undefined ? undefined : { src };
  },
  environments: () => get('/environments.json'),
  permissions: () => get('/permissions.json'),
  submissions: () => get('/submissions.json'),
  pages: () => get('/pages.json'),
  checkLink: (url) => get('/link', { url }),
  async answer(approval) {
    const response = await fetch('/approval', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(approval),
    });
    if (response.ok) return undefined;
    const { error } = (await response.json()) as { readonly error: string };
    return error;
  },
};

function queryOf(target: LogTarget): Readonly<Record<string, string>> {
  if (target.kind === 'preparation') return { preparation: target.name };
  const { executionId, stage, action } = target.ref;
  return { execution: executionId, stage, action };
}
