import { join } from 'node:path';
import type { Config } from '../lib/config/config';
import { loadConfig } from '../lib/config/load-config';
import { configWarnings, warningText } from '../lib/config/warnings';
import { functionSources } from '../lib/functions/function-sources';
import { assemble } from './assembly/assemble';
import { bootstrapRecord } from './commands/bootstrap/bootstrap-record';
import { explain } from './commands/terminal/explain';

const root = join(__dirname, '..');

/** What the CDK CLI runs (cdk.json). */
async function main(): Promise<void> {
  const config = loadConfig(root);
  const warnings = configWarnings(config);
  if (warnings.length > 0) console.error(warningText(warnings));
  await assemble(
    root,
    config,
    (functions) => synthesize(config, functions),
    functionSources(config),
  );
}

async function synthesize(config: Config, functions: Promise<void>) {
  // Loading the CDK takes as long as bundling the functions.
  const [{ waypostApp }, { expectBootstrap }, { stacksOf }] = await Promise.all([
    import('./app.js'),
    import('./commands/bootstrap/expect-bootstrap.js'),
    import('./stacks-of.js'),
    functions,
  ]);
  const assembly = waypostApp(config).synth();
  expectBootstrap(config, stacksOf(assembly), bootstrapRecord(root, process.env).read() ?? {});
  return assembly;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
