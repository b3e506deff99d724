export interface Finding {
  /** `fine`: nothing to do. `to do`: a step that you have not taken yet. `wrong`: something does not work. */
  readonly verdict: 'fine' | 'to do' | 'wrong';
  /** One line. */
  readonly says: string;
  /** What to do about it, line by line. */
  readonly remedy?: readonly string[];
}

export const fine = (says: string): Finding => ({ verdict: 'fine', says });
export const toDo = (says: string, ...remedy: string[]): Finding => ({
  verdict: 'to do',
  says,
  remedy,
});
export const wrong = (says: string, ...remedy: string[]): Finding => ({
  verdict: 'wrong',
  says,
  remedy,
});
