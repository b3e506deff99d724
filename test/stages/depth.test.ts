import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { stackPattern } from '../../bin/commands/deploy/deploy-environment';
import { environmentAddresses } from '../../bin/commands/destroy/order';
import { repositoryRoot } from '../../rehearsal/paths';
import { deploymentSteps, stagesOf } from '../helpers/pipeline-definition';
import { bareAndFull, synthesizedApp } from '../helpers/synthesis';

/** As much of a stack in an assembly as its depth needs. */
interface Dependent {
  readonly stackName: string;
  readonly dependencies: readonly unknown[];
}

/** A release waits for the longest chain of stacks. */
const MOST = 3;

/** Stacks in the longest chain that ends with this one. */
function depthOf(stack: Dependent): number {
  const before = stack.dependencies.filter((one) => isStack(one)).map(depthOf);
  return 1 + Math.max(0, ...before);
}

/** Stacks depend on their assets too, which are published before. */
function isStack(artifact: unknown): artifact is Dependent {
  return typeof artifact === 'object' && artifact !== null && 'stackName' in artifact;
}

function assertDepth(stacks: readonly Dependent[]) {
  for (const stack of stacks) {
    const depth = depthOf(stack);
    if (depth > MOST)
      throw new Error(`${stack.stackName} is the end of a chain of ${depth} stacks`);
  }
}

/** The stacks in each column of the table of steps. */
function documentedSteps(): string[][] {
  const page = readFileSync(join(repositoryRoot, 'docs/architecture.md'), 'utf8');
  const [table = ''] = /^\| Step 1[^]*?\n\n/m.exec(page) ?? [];
  const rows = table.split('\n').map((row) => row.split('|').slice(1));
  return Array.from({ length: MOST }, (_, step) =>
    rows
      .flatMap((row) => [...(row[step] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
      .sort(),
  );
}

const config = bareAndFull();
const { assembly, stacks } = synthesizedApp(config);
const environments: CloudFormationStackArtifact[][] = assembly.nestedAssemblies.map(
  ({ nestedAssembly }: { nestedAssembly: CloudAssembly }) => nestedAssembly.stacks,
);
const pipeline = stacks.find(({ stackName }) => stackName === 'waypost-pipeline')?.template;

describe('stacks of an environment', () => {
  test('wait for at most two others in a row, with every option', () => {
    expect(environments).toHaveLength(2);
    for (const environment of environments) {
      expect(environment.length).toBeGreaterThan(4);
      expect(() => {
        assertDepth(environment);
      }).not.toThrow();
    }
    expect(Math.max(...environments.flat().map(depthOf))).toBe(MOST);
  });

  test('control: a fourth in a row is noticed', () => {
    const chain = ['one', 'two', 'three', 'four'].reduce<Dependent[]>(
      (before, stackName) => [...before, { stackName, dependencies: before.slice(-1) }],
      [],
    );
    expect(() => {
      assertDepth(chain);
    }).toThrow('four is the end of a chain of 4 stacks');
  });

  test('stand in docs/architecture.md in the step in which they are deployed', () => {
    const full = environments.find((one) =>
      one.some(({ stackName }) => stackName.includes('-prod-')),
    );
    const steps = Array.from({ length: MOST }, (_, step) =>
      (full ?? [])
        .filter((stack) => depthOf(stack) === step + 1)
        .map(({ stackName }) => stackName.replace(/^waypost-prod-/, ''))
        .sort(),
    );
    expect(documentedSteps()).toEqual(steps);
  });

  test('are deployed by the pipeline in as many steps', () => {
    const steps = (pipeline ? stagesOf(pipeline) : [])
      .filter(({ Name }) => config.environments.some(({ name }) => name === Name))
      .map(deploymentSteps);
    expect(steps).toEqual([MOST, MOST]);
  });
});

describe('by hand', () => {
  const [bare, full] = config.environments;
  if (bare === undefined || full === undefined) throw new Error('There are two environments.');

  test('every stack goes before those that it depends on', () => {
    for (const [index, environment] of [bare, full].entries()) {
      const order = environmentAddresses(config, environment).map(({ stackName }) => stackName);
      for (const { stackName, dependencies } of environments[index] ?? []) {
        expect(order).toContain(stackName);
        for (const needed of dependencies.filter((one) => isStack(one))) {
          expect(order.indexOf(stackName)).toBeLessThan(order.indexOf(needed.stackName));
        }
      }
    }
  });

  test('every stack is found in its region, and deployed by its path', () => {
    const addresses = environmentAddresses(config, full);
    const { project } = config;
    for (const { stackName, environment, hierarchicalId } of environments[1] ?? []) {
      expect(addresses).toContainEqual({ stackName, region: environment.region });
      const ending = stackName.slice(`${project}-${full.name}-`.length);
      expect(stackPattern(config, full, ending)).toBe(hierarchicalId);
    }
  });
});
