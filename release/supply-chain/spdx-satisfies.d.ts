/** The package has no types of its own. */
declare module 'spdx-satisfies' {
  /**
   * Whether the given licences are enough to fulfil the expression.
   * @throws Error if it is no expression of SPDX
   */
  export default function satisfies(expression: string, licences: readonly string[]): boolean;
}
