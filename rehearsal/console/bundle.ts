import { build } from 'esbuild';
import { join } from 'node:path';

/** The page's program and style, as one text each. */
export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** Made when a console starts, in some hundredths of a second: nobody has to build anything. */
export async function bundleClient(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: ['main.tsx', 'console.css'].map((file) => join(__dirname, 'client', file)),
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
