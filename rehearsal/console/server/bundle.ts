import { build } from 'esbuild';
import { join } from 'node:path';

/** The page's program and its style, one text each. */
export interface Bundle {
  readonly script: string;
  readonly style: string;
}

let bundle: Promise<Bundle> | undefined;

/**
 * Made once, in some hundredths of a second: nobody has to build anything. Callers ask for it at the start,
 * because a Ctrl-C ends esbuild's process, too.
 */
export function clientBundle(): Promise<Bundle> {
  if (!bundle) {
    bundle = makeBundle();
    // The callers that wait for it get the failure.
    bundle.catch(() => undefined);
  }
  return bundle;
}

async function makeBundle(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: ['main.tsx', 'console.css'].map((file) => join(__dirname, '..', 'client', file)),
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: 'out',
    logLevel: 'silent',
  });
  const textOf = (ending: string) => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (!file) throw new Error(`The console's page has no ${ending}`);
    return file.text;
  };
  return { script: textOf('.js'), style: textOf('.css') };
}
