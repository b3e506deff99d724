type Properties = Readonly<Record<string, unknown>>;

/** Readers of template properties, which may be anything, intrinsic functions included. */

export function propertiesOf(value: unknown): Properties {
  return typeof value === 'object' && value !== null ? (value as Properties) : {};
}

export function listOf(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? (value as Properties[]) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Which of the names a physical name such as `waypost-prod-submit` ends with. */
export function lastPart(names: Readonly<Record<string, unknown>>, value: unknown) {
  return Object.keys(names).find((name) => textOf(value).endsWith(`-${name}`));
}
