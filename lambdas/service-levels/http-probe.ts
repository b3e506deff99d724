/** What to ask, and the status that says that it works. */
export interface ProbedAddress {
  /** Begins the code of a failure. */
  readonly name: 'page' | 'api';
  readonly url: string;
  readonly status: number;
}

const TIMEOUT_MS = 10_000;

/**
 * Asks side by side. Resolves with a code such as `page-503`, `api-timeout` or `api-unreachable` for
 * the first target that does not answer with its status, and with undefined when all do.
 */
export async function probe(targets: readonly ProbedAddress[]): Promise<string | undefined> {
  const results = await Promise.all(targets.map(ask));
  return results.find((result) => result !== undefined);
}

async function ask({ name, url, status: expected }: ProbedAddress): Promise<string | undefined> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { status, body } = await fetch(url, {
      // For caches on the way. CloudFront does not obey it: what is in its cache is answered, as to visitors.
      headers: { 'cache-control': 'no-cache' },
      redirect: 'manual',
      signal,
    });
    await body?.cancel();
    return status === expected ? undefined : `${name}-${status}`;
  } catch {
    return `${name}-${signal.aborted ? 'timeout' : 'unreachable'}`;
  }
}
