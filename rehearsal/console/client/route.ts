import { useEffect, useState } from 'preact/hooks';

/** The address after `#`, part by part: `#/inbox/some%20id` is `['inbox', 'some id']`. */
export function useRoute(): readonly string[] {
  const [route, setRoute] = useState(currentRoute);
  useEffect(() => {
    const change = () => {
      setRoute(currentRoute());
    };
    addEventListener('hashchange', change);
    // It may have changed since the first drawing.
    change();
    return () => {
      removeEventListener('hashchange', change);
    };
  }, []);
  return route;
}

export function linkTo(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

function currentRoute(): readonly string[] {
  const parts = location.hash.slice(2).split('/');
  try {
    return parts.map(decodeURIComponent);
  } catch {
    // Somebody has typed an address that nothing here makes.
    return [''];
  }
}
