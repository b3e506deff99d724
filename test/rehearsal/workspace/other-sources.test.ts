import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePlan } from '../../../rehearsal/plan/plan';
import {
  assertSources,
  openOtherSources,
  OtherSourceError,
} from '../../../rehearsal/workspace/other-sources';
import { gitIn } from '../scratch-git';
import { buildAction, definition, sourceAction } from '../support';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-sources-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const plan = parsePlan(definition({ Source: [sourceAction()], Build: [buildAction('Synth')] }));

describe('a folder that stands for a source', () => {
  test('is one with a commit', async () => {
    gitIn(folder, 'init', '--quiet', '--initial-branch=main');
    await expect(openOtherSources({ Lib: folder })).rejects.toThrow(OtherSourceError);
    gitIn(folder, 'commit', '--quiet', '--allow-empty', '--message', 'one');
    expect([...(await openOtherSources({ Lib: folder }))]).toEqual([['Lib', folder]]);
  });

  test('is refused with its name where it is no repository', async () => {
    await expect(openOtherSources({ Lib: join(folder, 'none') })).rejects.toThrow(
      /^--source Lib=.*none: .* is no git repository with a commit/,
    );
  });

  test('stands for an action that the pipeline has', () => {
    expect(() => {
      assertSources(new Map([['Source', folder]]), plan);
    }).not.toThrow();
    expect(() => {
      assertSources(new Map([['Lib', folder]]), plan);
    }).toThrow('--source Lib: the pipeline has no such source action; it has Source');
  });
});
