import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ConsoleState } from '../events/state';
import type { Backend, LogTarget } from './backend';
import { useLog } from './log';
import { count } from './words';

/** Height of a line, in pixels. console.css has the same. */
const LINE = 20;
/** Number of lines above and below the visible ones, so that scrolling shows no gap. */
const BEYOND = 30;

interface Props {
  /** The name of what the log is of. */
  readonly name: string;
  readonly target: LogTarget;
  readonly path: string;
  readonly backend: Backend;
  readonly state: ConsoleState;
}

/** A growing log. Only its visible lines are in the page. */
export function LogView({ name, target, path, backend, state }: Props) {
  const { lines, skipped, running, error } = useLog(name, target, backend, state);
  const [query, setQuery] = useState('');
  const [match, setMatch] = useState(0);
  const [view, setView] = useState({ top: 0, height: 400 });
  const box = useRef<HTMLDivElement>(null);
  // Until the reader scrolls up, the end is shown.
  const following = useRef(true);
  const matches = useMemo(() => matchesOf(lines, query), [lines, lines.length, query]);

  useEffect(() => {
    const element = box.current;
    if (element && following.current) element.scrollTop = element.scrollHeight;
  }, [lines, lines.length]);
  useEffect(() => {
    following.current = true;
    setQuery('');
  }, [name]);

  const scrolled = () => {
    const element = box.current;
    if (!element) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    following.current = scrollTop + clientHeight >= scrollHeight - LINE;
    setView({ top: scrollTop, height: clientHeight });
  };
  const show = (index: number) => {
    const line = matches[index];
    if (line === undefined || !box.current) return;
    setMatch(index);
    box.current.scrollTop = Math.max(0, line * LINE - view.height / 2);
  };
  const step = (by: number) => {
    show((match + by + matches.length) % matches.length);
  };
  const first = Math.max(0, Math.floor(view.top / LINE) - BEYOND);
  const last = Math.ceil((view.top + view.height) / LINE) + BEYOND;

  return (
    <div class="log">
      <div class="tools">
        <label>
          Search{' '}
          <input
            type="search"
            value={query}
            onInput={({ currentTarget }) => {
              setQuery(currentTarget.value);
              setMatch(0);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || matches.length === 0) return;
              event.preventDefault();
              step(event.shiftKey ? -1 : 1);
            }}
          />
        </label>
        <button
          type="button"
          disabled={matches.length === 0}
          onClick={() => {
            step(-1);
          }}
        >
          Previous
        </button>
        <button
          type="button"
          disabled={matches.length === 0}
          onClick={() => {
            step(1);
          }}
        >
          Next
        </button>
        <span class="dim" role="status">
          {query === ''
            ? `${count(lines.length, 'line')}${running ? ', being written' : ''}`
            : `${matches.length === 0 ? 0 : match + 1} of ${count(matches.length, 'line')}`}
        </span>
      </div>
      {skipped > 0 && (
        <p class="dim">
          {count(skipped, 'byte')} at its beginning are left out; <code>{path}</code> has all.
        </p>
      )}
      {error !== undefined && <p class="bad">{error}</p>}
      <div
        class="lines"
        ref={box}
        onScroll={scrolled}
        tabIndex={0}
        role="group"
        aria-label={`Log of ${name}`}
      >
        <div class="all" style={{ height: `${lines.length * LINE}px` }}>
          <div class="seen" style={{ transform: `translateY(${first * LINE}px)` }}>
            {lines.slice(first, last).map((line, index) => (
              <div
                key={first + index}
                class={first + index === matches[match] ? 'line current' : 'line'}
              >
                <span class="number" aria-hidden="true">
                  {first + index + 1}
                </span>
                {marked(line, query)}
              </div>
            ))}
          </div>
        </div>
      </div>
      <p class="dim path">{path}</p>
    </div>
  );
}

function matchesOf(lines: readonly string[], query: string): number[] {
  if (query === '') return [];
  const wanted = query.toLowerCase();
  return lines.flatMap((line, index) => (line.toLowerCase().includes(wanted) ? [index] : []));
}

function marked(line: string, query: string) {
  const at = query === '' ? -1 : line.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0) return line === '' ? ' ' : line;
  return (
    <>
      {line.slice(0, at)}
      <mark>{line.slice(at, at + query.length)}</mark>
      {line.slice(at + query.length)}
    </>
  );
}
