/** Errors that carry a code tell the reader what to do; of any other, the stack tells us. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return isCoded(error) ? error.message : (error.stack ?? error.message);
}

export function isCoded(error: unknown, code?: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    (code === undefined || error.code === code)
  );
}
