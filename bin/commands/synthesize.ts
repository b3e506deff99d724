import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cdkJson from '../../cdk.json';
import type { Config } from '../../lib/config/config';
import type { PricedStack } from '../../lib/pricing/template';
import { uncheckedApp } from '../app';
import { stacksOf } from '../stacks-of';

/**
 * Every stack of today's configuration, with the templates that `cdk synth` makes. `cdk.out` may be older.
 * No function is bundled and no template is checked, because that takes seconds.
 */
export function synthesizeStacks(config: Config): PricedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'waypost-synth-'));
  try {
    const context = { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] };
    // The library's validator has only this switch. The process synthesizes nothing else.
    process.env['CDK_VALIDATION'] = 'false';
    const assembly = uncheckedApp(config, { context, outdir, analyticsReporting: false }).synth();
    return stacksOf(assembly);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
