import { objectPath } from '../cloud/object-address';
import type { SavedRun } from '../saved-run/saved-run';
import type { ConsoleState } from '../events/state';
import type { Backend, LogTarget } from './backend';

/** The run in the page's own file. */
export function savedBackend(run: SavedRun): Backend {
  return {
    live: false,
    follow(add, connected) {
      for (const event of run.events) add(event);
      connected(true);
    },
    log(target, from, state) {
      const path = logPathOf(target, state);
      const log = run.logs.find((one) => one.path === path);
      // All events come at once.
      const text = from === 0 ? (log?.text ?? '') : '';
      const skipped = log?.skipped ?? 0;
      return Promise.resolve({ text, next: text.length, skipped, more: false, running: false });
    },
    mailFrame: (_, html) => ({ srcdoc: html }),
    mailSource: (id) => Promise.resolve(run.mailSources[id] ?? ''),
    objectFrame(reviewUrl) {
      const html = run.objects[objectPath(reviewUrl) ?? ''];
      return html === undefined ? undefined : { srcdoc: html };
    },
    environments: () => Promise.resolve(run.environments),
    permissions: () => Promise.resolve(run.permissions),
    submissions: () => Promise.resolve(run.submissions),
  };
}

function logPathOf(target: LogTarget, state: ConsoleState): string | null | undefined {
  return target.kind === 'action'
    ? state.action(target.ref)?.logPath
    : state.report?.preparations.findLast(({ name }) => name === target.name)?.logPath;
}
