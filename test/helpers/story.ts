/**
 * A story's steps build on each other. Each is taken once, after those before it, by whichever test
 * asks first: so the tests of a file may run in any order, and one of them alone.
 * @returns makes the next step; once a step has failed, all that come after it fail with its error
 */
export function story(): <T>(take: () => Promise<T> | T) => () => Promise<T> {
  let last: () => Promise<unknown> = () => Promise.resolve();
  return <T>(take: () => Promise<T> | T) => {
    const before = last;
    let taken: Promise<T> | undefined;
    const step = () => (taken ??= before().then(take));
    last = step;
    return step;
  };
}
