/** The package brings no types. */
declare module 'spdx-satisfies' {
  /**
   * Whether one way to fulfil the expression needs no licence but the given ones.
   * @throws Error if the expression is none of SPDX
   */
  export default function satisfies(expression: string, licences: readonly string[]): boolean;
}
