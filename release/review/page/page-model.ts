import type { PropertyChange } from '../diff/model';

/** What is told of a release, before anybody decides how it looks: all text is as others wrote it. */
export interface Page {
  readonly title: string;
  /** The one thing to know first; `bad` when the release stops here. */
  readonly verdict: { readonly text: string; readonly bad: boolean };
  readonly facts: readonly (readonly [name: string, value: Cell])[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly note?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Cell {
  readonly text: string;
  /** Names and code, in the type that code has. */
  readonly code?: true;
  readonly tone?: 'bad' | 'good';
  /** Never cut: somebody copies it. */
  readonly whole?: true;
  /** What a page with room for it shows as well. */
  readonly values?: readonly PropertyChange[];
}
