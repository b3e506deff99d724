import { NODE_MAJOR_VERSION } from './constants';

/**
 * How the functions are bundled, in esbuild's words: `ContactFunction` tells NodejsFunction, and tests and
 * measurements that bundle without the CDK read it here.
 */
export const FUNCTION_BUNDLE = {
  bundle: true,
  // The SDK that the tests ran with, and a faster start than the runtime's own.
  mainFields: ['module', 'main'],
  minify: true,
  platform: 'node' as const,
  target: `node${NODE_MAJOR_VERSION}`,
  format: 'cjs' as const,
};
