import { useEffect, useState } from 'preact/hooks';

/** The parts of the address after `#`: `#/inbox/some%20id` is `['inbox', 'some id']`. */
export function useRoute(): readonly string[] {
  const [route, setRoute] = useState(currentRoute);
  useEffect(() => {
    const change = () => {
      setRoute(currentRoute());
    };
    addEventListener('hashchange', change);
    // It may have changed since the first rendering.
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
    // The user typed an address that the console never makes.
    return [''];
  }
}
