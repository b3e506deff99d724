import { type JsonObject } from '../../lambdas/shared/json-object';

/** Readers of template properties, which may be anything, intrinsic functions included. */

export function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Which of the names a physical name such as `waypost-prod-submit` ends with. */
export function lastPart(names: Readonly<Record<string, unknown>>, value: unknown) {
  return Object.keys(names).find((name) => textOf(value).endsWith(`-${name}`));
}
