import type { PropertyChange } from '../diff/model';

/** The content of a release's page, without its look. All text is as others wrote it, not escaped. */
export interface Page {
  readonly title: string;
  /** The most important fact; `bad` if the release stops here. */
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
  /** Names and code, in a monospaced font. */
  readonly code?: true;
  readonly tone?: 'bad' | 'good';
  /** Never cut: somebody copies it. */
  readonly whole?: true;
  /** More text, for pages that have room for it. */
  readonly values?: readonly PropertyChange[];
}
