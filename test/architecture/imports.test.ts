import { folderOf, forbiddenImports, GUARDED_FOLDERS } from './import-rules';
import packageJson from '../../package.json';
import { importsOf, readSource, sourceFiles } from './source-tree';

const modules = sourceFiles().filter((path) => /\.(?:tsx?|mjs|cjs|js)$/.test(path));

describe('imports', () => {
  test.each(GUARDED_FOLDERS)('of %s keep to the table of folders', (folder) => {
    const own = modules.filter((path) => folderOf(path) === folder);
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap((path) => forbiddenImports(path, readSource(path)))).toEqual([]);
  });

  test.each([
    ['lib/stacks/x.ts', "import { S } from '../../stages/application-stage';"],
    ['lib/stacks/x.ts', "import { s } from '../../lambdas/contact-form/core/submit';"],
    ['lib/stacks/x.ts', "import { z } from 'zod';"],
    ['lambdas/contact-form/x.ts', "import type { Config } from '../../lib/config/config';"],
    ['lambdas/contact-form/x.ts', "import { Stack } from 'aws-cdk-lib';"],
    ['rehearsal/x.ts', "import { DnsStack } from '../lib/stacks/dns-stack';"],
    ['rehearsal/x.ts', "import { loadConfig } from '../lib/config/load-config';"],
    ['rehearsal/x.ts', "import { pipelineNames } from '../lib/naming';"],
    ['rehearsal/x.ts', "import type { Grant } from '../release/review/contract';"],
    [
      'rehearsal/x.ts',
      "import { realEnvironments } from '../bin/commands/rehearse/waypost/real-environments';",
    ],
    ['rehearsal/x.ts', "const { App } = await import('aws-cdk-lib');"],
    ['rehearsal/x.ts', "const app = require('../bin/app');"],
    ['stages/x.ts', "export * from '../rehearsal/plan';"],
    ['bin/x.ts', "import { fake } from '../test/bin/commands/fakes';"],
    ['bin/setup.mjs', "import colors from 'picocolors';"],
    ['bin/setup/x.mjs', "import { z } from 'zod';"],
    ['bench/x.ts', "import { fake } from '../test/bin/commands/fakes';"],
    ['lib/config/x.ts', "import { s } from '../../lambdas/contact-form/core/submit';"],
    ['rehearsal/console/client/x.tsx', "import { readFileSync } from 'node:fs';"],
    ['rehearsal/console/client/x.tsx', "import { Feed } from '../events/feed';"],
    ['examples/greeting/x.ts', "import { pipelineNames } from '../../lib/naming';"],
    ['site/x.ts', "import '../lib/naming';"],
    ['site/static/x.js', "import '../render-site';"],
  ])('control: %s with `%s` is noticed', (path, text) => {
    expect(forbiddenImports(path, text)).toHaveLength(1);
  });

  // iam-simulate is under the AGPL: it may judge what we ship, and is never shipped.
  test('of the AGPL’s evaluator stand in tests alone', () => {
    const importers = modules.filter((path) =>
      importsOf(path, readSource(path)).some((one) => one.startsWith('@cloud-copilot/')),
    );
    expect(importers).toContain('test/helpers/simulate.ts');
    expect(importers.filter((path) => !path.startsWith('test/'))).toEqual([]);
    expect(packageJson).not.toHaveProperty('dependencies');
  });

  test('control: the contract of a Lambda is open to lib', () => {
    const text = "import { ROUTES } from '../../lambdas/contact-form/contract';";
    expect(forbiddenImports('lib/stacks/x.ts', text)).toEqual([]);
  });
});
