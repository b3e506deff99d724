/** The source of a regular expression that matches only this text. */
export function escapedPattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
