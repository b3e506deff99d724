import type { ActionRef } from '../../events';
import type { ConsoleEvent } from '../events/console-event';
import type { LogPart } from '../server/log-file';
import type { ConsoleState } from '../events/state';
import type { EnvironmentView, LinkView, PermissionsView, SubmissionView } from '../cloud/views';

/** Names a log: an action's, or a preparation's. */
export type LogTarget =
  | { readonly kind: 'action'; readonly ref: ActionRef }
  | { readonly kind: 'preparation'; readonly name: string };

export interface LogAnswer extends LogPart {
  /** Whether more may be written. */
  readonly running: boolean;
}

/** How a frame gets a page that others have written. */
export type FrameSource = { readonly src: string } | { readonly srcdoc: string };

export interface Approval extends ActionRef {
  readonly approved: boolean;
  readonly comment: string;
}

/** Where the page has its data from: the rehearsal that is up, or the file that it stands in. */
export interface Backend {
  readonly live: boolean;
  /** Gives every event, those to come included. */
  follow(add: (event: ConsoleEvent) => void, connected: (is: boolean) => void): void;
  log(target: LogTarget, from: number, state: ConsoleState): Promise<LogAnswer>;
  mailFrame(id: string, html: string): FrameSource;
  /** Of an object that an approval links to; `undefined` for another page, or when it was not kept. */
  objectFrame(reviewUrl: string): FrameSource | undefined;
  environments(): Promise<readonly EnvironmentView[]>;
  permissions(): Promise<PermissionsView>;
  submissions(): Promise<readonly SubmissionView[]>;
  /** `undefined` where nothing can be asked. */
  readonly checkLink?: (url: string) => Promise<LinkView>;
  /** @returns what was wrong, if the answer does not count */
  readonly answer?: (approval: Approval) => Promise<string | undefined>;
}
