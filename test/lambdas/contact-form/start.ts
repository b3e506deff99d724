import { buildSync } from 'esbuild';
import path from 'node:path';
import { FORMS_VARIABLE } from '../../../lambdas/contact-form/contract';
import { FUNCTION_BUNDLE } from '../../../lib/functions/function-bundle';

const FOLDER = path.join(__dirname, '../../../lambdas/contact-form');

/** Loads a handler's file as a cold start does, in the given environment. */
export function coldStart(file: string, environment: Readonly<Record<string, string>>) {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_REGION: 'eu-west-1' }, environment);
  try {
    let loaded: unknown;
    jest.isolateModules(() => {
      // A module that is read afresh, in an environment of the test's own, cannot be imported.
      // oxlint-disable-next-line typescript/no-require-imports
      loaded = require(path.join(FOLDER, file));
    });
    return (loaded as { handler: unknown }).handler;
  } finally {
    process.env = before;
  }
}

/** A function's bundle as it is deployed, with `forms` as the build writes them in. */
export function bundleOf(file: string, forms: string) {
  const { outputFiles } = buildSync({
    ...FUNCTION_BUNDLE,
    write: false,
    logLevel: 'silent',
    entryPoints: [path.join(FOLDER, `${file}.ts`)],
    define: { [`process.env.${FORMS_VARIABLE}`]: JSON.stringify(forms) },
  });
  const { contents, text } = outputFiles[0] ?? { contents: [], text: '' };
  return { bytes: contents.length, text };
}
