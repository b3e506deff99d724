import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { uncheckedApp } from '../../../bin/app';
import type { Config } from '../../../lib/config/config';
import { bundle, bundleAhead } from '../../../lib/functions/bundler';
import { SOURCE_METADATA } from '../../../lib/functions/bundled-function';
import { type FunctionSource, functionSources } from '../../../lib/functions/function-sources';
import { bareAndFull } from '../../helpers/synthesis';
import { TEST_CONTEXT } from '../../helpers/test-app';

const ROOT = join(__dirname, '../../..');

let work: string;
beforeEach(() => (work = mkdtempSync(join(tmpdir(), 'waypost-bundle-'))));
afterEach(() => {
  rmSync(work, { recursive: true, force: true });
});

function sourceWith(code: string, name = 'handler.ts'): FunctionSource {
  const file = join(work, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  return { entry: relative(ROOT, file), define: { 'process.env.WORD': '"defined"' } };
}

describe('a function of the app', () => {
  test('is one of those that are bundled side by side before the app is made', () => {
    const config = bareAndFull();
    const used = uncheckedApp(config, { context: TEST_CONTEXT })
      .node.findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === SOURCE_METADATA)
      .map(({ data }) => JSON.stringify(data));
    const known = functionSources(config).map((source) => JSON.stringify(source));
    expect([...new Set(used)].sort()).toEqual(known.sort());
  });

  test('is not bundled for an option that nobody has switched on', () => {
    const entriesOf = (config: Config) => functionSources(config).map(({ entry }) => entry);
    const { environments, ...rest } = bareAndFull();
    const bare = entriesOf({ ...rest, environments: environments.slice(0, 1) });
    expect(entriesOf(bareAndFull()).filter((entry) => !bare.includes(entry))).toEqual([
      'lambdas/submissions/owners-page.ts',
      'lambdas/webhooks/handler.ts',
    ]);
  });
});

describe('what is bundled', () => {
  const HANDLER = 'export const handler = async () => process.env.WORD;';

  test('holds the handler, with each literal in its place', () => {
    const { code, packages } = bundle(sourceWith(HANDLER));
    expect(code).toContain('"defined"');
    expect(code).not.toContain('process.env');
    expect(packages).toEqual({});
  });

  test('ahead is what is bundled at once, and is not bundled again', async () => {
    const source = sourceWith(HANDLER);
    await bundleAhead([source]);
    writeFileSync(join(ROOT, source.entry), 'export const handler = 1;');
    const ahead = bundle(source);
    const again = sourceWith(HANDLER);
    expect(ahead.code).toBe(bundle({ ...again, define: { ...again.define, x: '1' } }).code);
  });

  test('ahead with others is what is bundled alone, whatever they define', async () => {
    const [one, other] = [HANDLER, `${HANDLER}\nexport const other = 1;`];
    const sources = [
      sourceWith(one, 'one/handler.ts'),
      sourceWith(other, 'other/handler.ts'),
      { ...sourceWith(one, 'third/handler.ts'), define: { 'process.env.WORD': '"third"' } },
    ];
    await bundleAhead(sources);
    const ahead = sources.map((source) => bundle(source));
    // Their key has another order, so that they are bundled anew.
    const alone = sources.map(({ entry, define }) => bundle({ define, entry }));
    expect(ahead).toEqual(alone);
    expect(new Set(ahead.map(({ code }) => code)).size).toBe(3);
  });

  test.each([
    ['at once', (source: FunctionSource) => Promise.resolve().then(() => bundle(source))],
    ['ahead', (source: FunctionSource) => bundleAhead([source])],
  ])('%s, with a fault in it, names file and line', async (_, bundled) => {
    await expect(bundled(sourceWith('\nexport const handler = ;'))).rejects.toThrow(
      /handler\.ts:2:\d+: ERROR/,
    );
  });
});
