/** A JSON object of somebody else's. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object without fields for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
