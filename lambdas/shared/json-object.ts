/** An object of JSON from outside. Nothing is known of what is in it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Arrays are none. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object without properties for anything else. */
export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The object in a JSON text; empty for any other text. */
export function objectIn(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
