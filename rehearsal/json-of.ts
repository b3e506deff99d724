/** The value of a JSON text; `undefined` for a text that is no JSON: another program wrote it, or only a part. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
