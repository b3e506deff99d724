import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { Template } from 'aws-cdk-lib/assertions';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Config } from '../../lib/config/config';
import { type EnvironmentNames, environmentNames } from '../../lib/naming';
import { dev, sample } from './sample';
import { exampleConfig, prodInput } from './example-config';
import { ALL_OPTIONS } from './options';

export type StackName = keyof EnvironmentNames['stacks'];

/** One environment of a configuration. Test files that ask for the same share one synthesis. */
export function synthesizedEnvironment(name: string, config: Config = exampleConfig()) {
  const environment = config.environments.find((one) => one.name === name);
  if (!environment) throw new Error(`no environment ${name}`);
  const assembly = shared({ name, config }, ({ environmentStage }, outdir) => {
    return environmentStage(name, config, outdir).synth().directory;
  });
  const { stacks } = environmentNames(config.project, environment.name);
  const template = (stack: StackName) => templateOf(assembly, stacks[stack]);
  const made = assembly.stacks.map(({ stackName }) => stackName);
  const all = Object.keys(stacks)
    .map((stack) => stack as StackName)
    .filter((stack) => made.includes(stacks[stack]))
    .map((stack) => ({ stack, template: template(stack) }));
  return { assembly, template, all };
}

/** Pipeline and environments. Test files that ask for the same share one synthesis. */
export function synthesizedApp(config: Config) {
  const assembly = shared({ config }, ({ wholeApp }, outdir) => {
    return wholeApp(config, outdir).synth().directory;
  });
  const stacks = assembly.stacksRecursively.map(({ stackName, template }) => ({
    stackName,
    template: Template.fromJSON(template as Record<string, unknown>),
  }));
  return { assembly, stacks };
}

/** One environment with nothing switched on, and one with all that there is. */
export function bareAndFull(): Config {
  return exampleConfig({ environments: [dev, { ...prodInput, ...ALL_OPTIONS }] });
}

/** The same, with all that the pipeline has, too. */
export function everyOption(): Config {
  const { account, region } = sample.tools;
  return exampleConfig({
    source: {
      ...sample.source,
      pullRequests: {
        commentToken: `arn:aws:secretsmanager:${region}:${account}:secret:comments-a1B2c3`,
      },
    },
    pipeline: {
      executionMode: 'QUEUED',
      approvers: [`arn:aws:iam::${account}:role/release-managers`],
      confirmPermissionsBroadening: true,
    },
    environments: [
      dev,
      {
        ...prodInput,
        ...ALL_OPTIONS,
        deploymentWindow: { cron: '* 9-16 * * 1-4', timeZone: 'Europe/Berlin' },
      },
    ],
  });
}

export function templateOf(assembly: CloudAssembly, stackName: string): Template {
  return Template.fromJSON(assembly.getStackByName(stackName).template as Record<string, unknown>);
}

/** Set by `run-folder.cjs`, which removes the folder when the run ends. */
const SHARED_FOLDER = 'WAYPOST_TEST_SYNTHESES';

type Apps = typeof import('./apps');

/**
 * What `synthesize` wrote for this key in this run of the tests, whichever process ran it. Two that
 * ask at once both do: nobody waits for another.
 */
function shared(key: object, synthesize: (apps: Apps, outdir: string) => string): CloudAssembly {
  const root = process.env[SHARED_FOLDER];
  if (root === undefined) throw new Error(`no folder for syntheses: ${SHARED_FOLDER} is not set`);
  const known = join(root, createHash('sha256').update(serialize(key)).digest('hex'));
  if (!existsSync(known)) {
    // Loaded here, because loading the stacks' code costs as much as a synthesis.
    // oxlint-disable-next-line typescript/no-require-imports
    const made = synthesize(require('./apps') as Apps, mkdtempSync(`${known}-`));
    try {
      symlinkSync(made, known);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return new CloudAssembly(realpathSync(known));
}
