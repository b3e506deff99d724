import { useEffect, useState } from 'preact/hooks';

/** The cloud is looked at again after this time, while a view shows it. */
const LOOK_MS = 3_000;

export interface Looked<T> {
  readonly found?: T;
  readonly error?: string;
}

/**
 * Looks now, and repeats it as long as the view is open and `again` is true.
 * @param name identifies the data: another name starts a new look
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
