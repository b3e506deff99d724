import { inWords } from '../../report/duration';
import type { Report } from '../../report/report-schema';
import type { ExecutionState } from '../events/state';
import { took, type TimedState } from './words';

interface Props {
  readonly report: Report;
  readonly execution: ExecutionState | undefined;
  readonly now: number;
}

interface Bar extends TimedState {
  readonly name: string;
}

/** The preparation and one execution on one time axis: what ran when, and side by side. */
export function Waterfall({ report, execution, now }: Props) {
  const rows: readonly Bar[] = [
    ...(execution === undefined || execution === report.executions[0] ? report.preparations : []),
    ...(execution?.stages ?? []).flatMap(({ name, actions }) =>
      actions.map((action) => ({ ...action, name: `${name} · ${action.name}` })),
    ),
  ].filter(({ startedAt }) => startedAt !== null);
  if (rows.length === 0) return null;
  const begin = Math.min(...rows.map((row) => startOf(row)));
  const end = Math.max(...rows.map((row) => endOf(row, now)));
  const whole = Math.max(1, end - begin);
  return (
    <section class="panel" aria-labelledby="waterfall">
      <h2 id="waterfall">Where the time goes</h2>
      <p class="dim">{inWords(whole)} in all</p>
      <ol class="waterfall">
        {rows.map((row) => (
          <li key={row.name}>
            <span class="name">{row.name}</span>
            <span class="track" aria-hidden="true">
              <span
                class={`bar ${row.status}`}
                style={{
                  left: `${((startOf(row) - begin) / whole) * 100}%`,
                  width: `${((endOf(row, now) - startOf(row)) / whole) * 100}%`,
                }}
              />
            </span>
            <span class="took">{took(row, now)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function startOf({ startedAt }: Bar): number {
  return Date.parse(startedAt ?? '');
}

function endOf(bar: Bar, now: number): number {
  return bar.status === 'running'
    ? Math.max(now, startOf(bar))
    : startOf(bar) + (bar.durationMs ?? 0);
}
