import { RemovalNotAllowed } from '../../../release/review/diff/removals';
import { showDifference } from '../../../release/before-merge/difference';
import {
  assemblyOf,
  deployedStack,
  nextStack,
  nothingBeside,
  NOW,
  prod,
  STORAGE,
  table,
} from '../review/diff/samples';

/** A pull request that takes the table out of an environment. */
function show(approval: boolean) {
  const files: string[] = [];
  const comments: string[] = [];
  const deployed = deployedStack({ Resources: { Table: table('old') } });
  const shown = showDifference({
    assembly: assemblyOf([nextStack(STORAGE, { Resources: {} })], {
      settings: { ...assemblyOf([]).settings, environments: [{ ...prod, approval }] },
    }),
    readerOf: () => Promise.resolve({ ...nothingBeside, read: () => Promise.resolve(deployed) }),
    keep: (file) => {
      files.push(file);
      return Promise.resolve(`https://example.com/${file}`);
    },
    comment: (markdown) => {
      comments.push(markdown);
      return Promise.resolve();
    },
    silence: 'no token',
    commit: 'c1',
    now: NOW,
    print: () => undefined,
  });
  return { shown, files, comments };
}

describe('what a pull request would change', () => {
  test('is shown before it fails for what would stop a release', async () => {
    const { shown, files, comments } = show(true);
    await expect(shown).rejects.toThrow(RemovalNotAllowed);
    expect(files).toEqual(['diff-prod.html', 'diff-prod.md']);
    expect(comments).toHaveLength(1);
  });

  test('fails for nothing that an environment without approval lets go', async () => {
    await expect(show(false).shown).resolves.toBeUndefined();
  });
});
