import type { Report } from '../../report/report-schema';
import type { ActionRef } from '../../events';
import type { ConsoleEvent } from '../events/console-event';
import type { LogPart } from '../server/log-file';
import type { ConsoleState } from '../events/state';
import type { EnvironmentView, LinkView, PermissionUse, SubmissionView } from '../cloud/views';

/** Identifies a log: of an action, or of a step of the preparation. */
export type LogTarget =
  | { readonly kind: 'action'; readonly ref: ActionRef }
  | { readonly kind: 'preparation'; readonly name: string };

export interface LogAnswer extends LogPart {
  /** Whether more lines may follow. */
  readonly running: boolean;
}

/** Attributes of a frame with a page that others wrote. */
export type FrameSource = { readonly src: string } | { readonly srcdoc: string };

export interface Approval extends ActionRef {
  readonly approved: boolean;
  readonly comment: string;
}

/** The source of the page's data: the running rehearsal, or the page's own file. */
export interface Backend {
  readonly live: boolean;
  /** Passes on every event, including later ones. */
  follow(add: (event: ConsoleEvent) => void, connected: (is: boolean) => void): void;
  log(target: LogTarget, from: number, state: ConsoleState): Promise<LogAnswer>;
  mailFrame(id: string, html: string): FrameSource;
  /** See {@link mailSource}. */
  mailSource(id: string): Promise<string>;
  /** The frame of an object that an approval links to; `undefined` for another page, or if it was not saved. */
  objectFrame(reviewUrl: string): FrameSource | undefined;
  environments(): Promise<readonly EnvironmentView[]>;
  permissions(): Promise<PermissionUse>;
  submissions(): Promise<readonly SubmissionView[]>;
  /** `undefined` if nothing answers there any more. */
  readonly pages?: () => Promise<Report['endpoints']>;
  /** `undefined` if nothing can be asked. */
  readonly checkLink?: (url: string) => Promise<LinkView>;
  /** @returns the reason, if the answer does not count */
  readonly answer?: (approval: Approval) => Promise<string | undefined>;
}
