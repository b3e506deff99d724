import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cdkJson from '../../cdk.json';
import { bundleAhead } from '../../lib/functions/bundler';
import type { Config } from '../../lib/config/config';
import { functionSources } from '../../lib/functions/function-sources';
import { type Assembly, openAssembly } from '../../release/assembly/assembly';
import { uncheckedApp } from '../app';
import { writeReleaseFiles } from './release-files';

/** What the CDK CLI asks of an app beside cdk.json. */
const CLI_CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
};

/**
 * The cloud assembly that the pipeline would make, with every function bundled: their code is compared,
 * too. No template is checked.
 */
export async function assembleNow(root: string, config: Config): Promise<Assembly> {
  const outdir = mkdtempSync(join(tmpdir(), 'waypost-diff-'));
  try {
    const context = { ...cdkJson.context, ...CLI_CONTEXT };
    // The one switch of the library's validator, in a process that synthesizes nothing else.
    process.env['CDK_VALIDATION'] = 'false';
    await bundleAhead(functionSources(config.contact.forms));
    uncheckedApp(config, { context, outdir, analyticsReporting: false }).synth();
    writeReleaseFiles(root, outdir, config);
    return openAssembly(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
