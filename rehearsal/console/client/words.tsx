import type { ComponentChildren } from 'preact';
import { inWords } from '../../report/duration';

/** Sign before a status, for readers who do not see its colour. */
const SIGNS: Readonly<Record<string, string>> = {
  succeeded: '✓',
  failed: '✗',
  rejected: '⊘',
  expired: '⌛',
  running: '●',
  stopped: '■',
  superseded: '⇥',
  restarted: '↻',
  waiting: '…',
  'not-run': '○',
};

/** Status -> its name for people. */
const NAMES: Readonly<Record<string, string>> = { 'not-run': 'not run' };

export function Status({ of, children }: { of: string; children?: ComponentChildren }) {
  return (
    <span class={`status ${of}`}>
      <span aria-hidden="true">{SIGNS[of] ?? '·'}</span> {children ?? NAMES[of] ?? of}
    </span>
  );
}

/** How long something took, or has been running so far. */
export function took(
  { startedAt, durationMs, status }: TimedState,
  now: number,
): string | undefined {
  if (startedAt === null) return undefined;
  return inWords(status === 'running' ? now - Date.parse(startedAt) : (durationMs ?? 0));
}

export interface TimedState {
  readonly startedAt: string | null;
  readonly durationMs: number | null;
  readonly status: string;
}

/** `12:00:05`, in the reader's own time zone. */
export function Time({ at }: { at: string }) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>unknown</span>;
  return (
    <time dateTime={at} title={date.toString()}>
      {date.toLocaleTimeString()}
    </time>
  );
}

export function shortCommit(commit: string): string {
  return commit.slice(0, 10);
}

/** `role/name` of an ARN. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export function count(n: number, what: string): string {
  return `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`;
}
