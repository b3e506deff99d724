import { CronExpressionParser } from 'cron-parser';
import type { DeploymentWindow } from './contract';

const MINUTE_MS = 60_000;

/** When the window opens next: the minute of `now` itself while it is open. */
export function opensAt({ cron, timeZone }: DeploymentWindow, now: Date): Date {
  const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  const currentDate = new Date(minute.getTime() - 1);
  return CronExpressionParser.parse(cron, { currentDate, tz: timeZone }).next().toDate();
}

export function isOpen(window: DeploymentWindow, now: Date): boolean {
  return opensAt(window, now) <= now;
}

/** `2026-11-30 09:00 Europe/Berlin` */
export function inZone(date: Date, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  const written = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(date);
  return `${written} ${timeZone}`;
}
