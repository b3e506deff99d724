import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cdkJson from '../../cdk.json';
import type { Config } from '../../lib/config/config';
import type { PricedStack } from '../../lib/pricing/template';
import { uncheckedApp } from '../app';
import { stacksOf } from '../stacks-of';

/**
 * Every stack of the configuration as it is now, with the templates that `cdk synth` makes. What is
 * in `cdk.out` may be older. No function is bundled and no template checked: that takes seconds.
 */
export function synthesizeStacks(config: Config): PricedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'waypost-synth-'));
  try {
    const context = { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] };
    // The one switch of the library's validator, in a process that synthesizes nothing else.
    process.env['CDK_VALIDATION'] = 'false';
    const assembly = uncheckedApp(config, { context, outdir, analyticsReporting: false }).synth();
    return stacksOf(assembly);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
