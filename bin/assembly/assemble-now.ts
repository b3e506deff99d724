import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cdkJson from '../../cdk.json';
import { bundleAhead } from '../../lib/functions/bundler';
import type { Config } from '../../lib/config/config';
import { functionSources } from '../../lib/functions/function-sources';
import { type ReleaseAssembly, openAssembly } from '../../release/assembly/assembly';
import { uncheckedApp } from '../app';
import { writeReleaseFiles } from './release-files';

/** What the CDK CLI tells an app besides cdk.json. */
const CLI_CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
};

/**
 * The cloud assembly that the pipeline would make. Every function is bundled, because their code is
 * compared, too. No template is checked.
 */
export async function assembleNow(root: string, config: Config): Promise<ReleaseAssembly> {
  const outdir = mkdtempSync(join(tmpdir(), 'waypost-diff-'));
  try {
    const context = { ...cdkJson.context, ...CLI_CONTEXT };
    // The library's validator has only this switch. The process synthesizes nothing else.
    process.env['CDK_VALIDATION'] = 'false';
    await bundleAhead(functionSources(config));
    uncheckedApp(config, { context, outdir, analyticsReporting: false }).synth();
    writeReleaseFiles(root, outdir, config);
    return openAssembly(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
