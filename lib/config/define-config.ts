import type { ConfigInput } from './schema';

/** Lets an editor complete and check the types of `waypost.config.ts`. Values are checked at synth. */
export function defineConfig(input: ConfigInput): ConfigInput {
  return input;
}
