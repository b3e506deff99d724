import { startsExecution } from '../../rehearsal/path-filter';

const withoutDocs = [{ includes: [], excludes: ['docs/**', '*.md', '**/*.md'] }];

describe('push', () => {
  test.each([['docs/a/b.txt'], ['README.md'], ['lib/README.md']])(
    'of %s alone starts no execution',
    (file) => {
      expect(startsExecution([file], withoutDocs)).toBe(false);
    },
  );

  test('starts an execution when one file is not excluded', () => {
    expect(startsExecution(['README.md', 'lib/a.ts'], withoutDocs)).toBe(true);
  });

  test('starts an execution only for included files, if there are any', () => {
    const filter = [{ includes: ['lib/**'], excludes: ['lib/x/**'] }];

    expect(startsExecution(['lib/a.ts'], filter)).toBe(true);
    expect(startsExecution(['bin/a.ts', 'lib/x/b.ts'], filter)).toBe(false);
  });

  test('always starts an execution of a pipeline without path filters', () => {
    expect(startsExecution(['README.md'], [])).toBe(true);
  });
});
