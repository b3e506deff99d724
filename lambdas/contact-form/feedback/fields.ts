/** A JSON object of somebody else's. */
export type Fields = Readonly<Record<string, unknown>>;

/** Of anything else: an object without fields. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
