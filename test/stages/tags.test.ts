import { existsSync, readFileSync } from 'node:fs';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { Template } from 'aws-cdk-lib/assertions';
import { type Resource, resourcesOf } from '../helpers/template-rules';
import { bareAndFull, synthesizedApp } from '../helpers/synthesis';

const KEYS = ['cost-allocation', 'environment', 'project', 'stack'];

/**
 * CloudFormation passes a stack's tags on to every resource that takes tags, but for these: each has
 * a property of its own, or its replicas have.
 */
const TAGGED_BY_THEMSELVES: Readonly<Record<string, (resource: Resource) => unknown>> = {
  'AWS::Budgets::Budget': ({ Properties }) => Properties?.['ResourceTags'],
  'AWS::CE::AnomalyMonitor': ({ Properties }) => Properties?.['ResourceTags'],
  'AWS::CE::AnomalySubscription': ({ Properties }) => Properties?.['ResourceTags'],
  'AWS::DynamoDB::GlobalTable': ({ Properties }) =>
    (Properties?.['Replicas'] as { Tags?: unknown }[] | undefined)?.[0]?.Tags,
};

function assertTagged(template: Template) {
  for (const [id, resource] of resourcesOf(template)) {
    const tags = TAGGED_BY_THEMSELVES[resource.Type]?.(resource);
    if (!(resource.Type in TAGGED_BY_THEMSELVES)) continue;
    const keys = JSON.stringify(tags ?? []);
    for (const key of KEYS)
      if (!keys.includes(`"${key}"`)) throw new Error(`${id} has no tag ${key}`);
  }
}

const { assembly, stacks } = synthesizedApp(bareAndFull());

/** Tags that the pipeline's action hands to CloudFormation, in a file beside the template. */
function tagsInPipeline({ templateFullPath }: CloudFormationStackArtifact): unknown {
  const file = `${templateFullPath}.config.json`;
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { Tags: unknown }).Tags
    : undefined;
}

describe('tags for cost allocation', () => {
  test('are on every stack, and name its environment', () => {
    expect(assembly.stacksRecursively.length).toBeGreaterThan(10);
    for (const { stackName, tags } of assembly.stacksRecursively) {
      const environment = /^waypost-(dev|prod)-/.exec(stackName)?.[1] ?? 'tools';
      expect([stackName, tags]).toMatchObject([
        stackName,
        { project: 'waypost', environment, 'cost-allocation': `waypost-${environment}` },
      ]);
      expect(Object.keys(tags).sort()).toEqual(KEYS);
    }
  });

  test('reach CloudFormation through the pipeline', () => {
    const delivered = assembly.nestedAssemblies.flatMap(
      ({ nestedAssembly }) => nestedAssembly.stacks,
    );
    expect(delivered.length).toBeGreaterThan(10);
    for (const stack of delivered) expect(tagsInPipeline(stack)).toEqual(stack.tags);
  });

  test('are on what takes no tags from its stack', () => {
    for (const { template } of stacks) {
      expect(() => {
        assertTagged(template);
      }).not.toThrow();
    }
  });

  test('control: a budget and a table without them are noticed', () => {
    const own = stacks
      .flatMap(({ template }) => resourcesOf(template))
      .filter(([, { Type }]) => Type in TAGGED_BY_THEMSELVES);
    expect(new Set(own.map(([, { Type }]) => Type)).size).toBe(4);
    for (const [, resource] of own) {
      const Bare = JSON.parse(
        JSON.stringify(resource).replaceAll('"cost-allocation"', '"other"'),
      ) as Resource;
      expect(() => {
        assertTagged(Template.fromJSON({ Resources: { Bare } }));
      }).toThrow('Bare has no tag cost-allocation');
    }
  });
});
