import { useEffect, useState } from 'preact/hooks';

/** What changes in the cloud is looked up anew while it is shown. */
const LOOK_MS = 3_000;

export interface Looked<T> {
  readonly found?: T;
  readonly error?: string;
}

/**
 * Looks now, and again as long as the view is open and `again` holds.
 * @param name changes with what is looked for
 */
export function useLook<T>(look: () => Promise<T>, again: boolean, name = ''): Looked<T> {
  const [looked, setLooked] = useState<Looked<T>>({});
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const run = async () => {
      try {
        const found = await look();
        if (!stopped) setLooked({ found });
      } catch (error) {
        if (!stopped) setLooked((before) => ({ ...before, error: String(error) }));
      }
      if (again && !stopped) timer = setTimeout(() => void run(), LOOK_MS);
    };
    void run();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [again, name]);
  return looked;
}
