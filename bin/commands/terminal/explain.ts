/** An error with a code says what to do. For any other error, the stack is shown. */
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
