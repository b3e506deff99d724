import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleState } from '../events/state';
import type { Backend, LogTarget } from './backend';

/** Time between two reads of a growing log. */
const POLL_MS = 250;

export interface Log {
  /** It grows in place, so that a log of 20,000 lines is not copied for each new line. */
  readonly lines: readonly string[];
  /** Number of bytes that are left out at its beginning. */
  readonly skipped: number;
  readonly running: boolean;
  readonly error?: string;
}

/** A growing log. `name` changes with the target. */
export function useLog(
  name: string,
  target: LogTarget,
  backend: Backend,
  state: ConsoleState,
): Log {
  const lines = useRef<string[]>([]);
  const [view, setView] = useState<Omit<Log, 'lines'>>({ skipped: 0, running: true });
  useEffect(() => {
    lines.current = [];
    setView({ skipped: 0, running: true });
    let stopped = false;
    void follow(
      target,
      backend,
      state,
      (text, next) => {
        // One by one, because a call cannot have so many arguments.
        for (const line of linesOf(text)) lines.current.push(line);
        setView(next);
      },
      () => stopped,
    );
    return () => {
      stopped = true;
    };
  }, [name, backend]);
  return { ...view, lines: lines.current };
}

async function follow(
  target: LogTarget,
  backend: Backend,
  state: ConsoleState,
  add: (text: string, view: Omit<Log, 'lines'>) => void,
  stopped: () => boolean,
): Promise<void> {
  let from = 0;
  let skipped = 0;
  while (!stopped()) {
    try {
      const part = await backend.log(target, from, state);
      if (stopped()) return;
      skipped += part.skipped;
      from = part.next;
      add(part.text, { skipped, running: part.running || part.more });
      if (!part.running && !part.more) return;
      if (part.more) continue;
    } catch (error) {
      if (stopped()) return;
      add('', { skipped, running: !state.ended, error: String(error) });
      if (state.ended) return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The last lines of a finished log. */
export async function fetchTail(
  backend: Backend,
  target: LogTarget,
  state: ConsoleState,
  count: number,
): Promise<string> {
  let lines: string[] = [];
  for (let from = 0; ;) {
    const part = await backend.log(target, from, state);
    lines = [...lines, ...linesOf(part.text)].slice(-count);
    if (!part.more) return lines.join('\n');
    from = part.next;
  }
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
