import { NODE_MAJOR_VERSION } from '../constants';

/**
 * How the functions are bundled, in esbuild's words: `lib/functions/bundler.ts` makes what is deployed, tests and
 * measurements bundle the same way.
 */
export const FUNCTION_BUNDLE = {
  bundle: true,
  // The SDK that the tests ran with, and a faster start than the runtime's own.
  mainFields: ['module', 'main'],
  minify: true,
  platform: 'node' as const,
  target: `node${NODE_MAJOR_VERSION}`,
  format: 'cjs' as const,
  // Node reads a source map at every cold start. The logs name error and request instead.
  sourcemap: false,
};
